package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.enrollment.IssuanceNames;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Who issues certificates to the devices, which two generations of the API call by different names (rest.md 3.2). */
final class IssuanceWire {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9][a-z0-9-]{1,62}[a-z0-9]");
    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z][a-zA-Z0-9-]{2,62}");
    private static final int MAX_POLICY = 256;

    private IssuanceWire() {}

    /** What the body makes of the names stored. */
    static UnaryOperator<IssuanceNames> read(Fields body, ApiVersion version) {
        return switch (version.issuance()) {
            case NONE -> stored -> stored;
            case BY_CREDENTIAL_POLICY -> {
                Optional<String> policy = body.parsed("credentialPolicyName", IssuanceWire::policy);
                yield stored -> new IssuanceNames(
                        policy, stored.namespace(), stored.certificateAuthority(), stored.certificatePolicy());
            }
            case BY_NAMESPACE -> {
                Optional<String> namespace = body.parsed("namespaceName", text -> matching(NAMESPACE, text));
                Optional<String> authority = body.parsed("certificateAuthorityName", text -> matching(NAME, text));
                Optional<String> policy = body.parsed("certificatePolicyName", text -> matching(NAME, text));
                yield stored -> new IssuanceNames(stored.credentialPolicy(), namespace, authority, policy);
            }
        };
    }

    static void write(JsonGenerator json, IssuanceNames names, ApiVersion version) throws IOException {
        switch (version.issuance()) {
            case NONE -> {}
            case BY_CREDENTIAL_POLICY -> write(json, "credentialPolicyName", names.credentialPolicy());
            case BY_NAMESPACE -> {
                write(json, "namespaceName", names.namespace());
                write(json, "certificateAuthorityName", names.certificateAuthority());
                write(json, "certificatePolicyName", names.certificatePolicy());
            }
        }
    }

    private static void write(JsonGenerator json, String member, Optional<String> name) throws IOException {
        if (name.isPresent()) {
            json.writeStringField(member, name.get());
        }
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("must match " + pattern.pattern());
        }
        return text;
    }

    private static String policy(String text) {
        if (text.isBlank() || text.length() > MAX_POLICY) {
            throw new IllegalArgumentException("must have 1 to " + MAX_POLICY + " characters");
        }
        return text;
    }
}
