package io.muster.fleet.service;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** A token of the directory, got elsewhere; its text form does not show it. */
final class Bearer implements Credential {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final String token;

    Bearer(String token) {
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException("The token is no bearer token: give the token alone, without a prefix");
        }
        this.token = token;
    }

    @Override
    public String authorization(Instant now) {
        return "Bearer " + token;
    }

    @Override
    public Optional<String> policy() {
        return Optional.empty();
    }
}
