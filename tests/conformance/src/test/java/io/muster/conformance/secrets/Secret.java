package io.muster.conformance.secrets;

import io.muster.conformance.http.Sas;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A key and the forms it could leak in. */
final class Secret {
    private final List<String> forms;

    /** @param base64 the key as enrollments and connection strings hold it */
    Secret(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        String hex = HexFormat.of().formatHex(bytes);
        String bare = base64.replaceAll("=+$", "");
        this.forms = List.of(
                bare,
                bare.replace('+', '-').replace('/', '_'),
                Sas.encode(bare),
                hex,
                hex.toUpperCase(Locale.ROOT),
                latin(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bare.getBytes(StandardCharsets.UTF_8)));
    }

    boolean isIn(String text) {
        return forms.stream().anyMatch(text::contains);
    }

    /** Each byte as one character. */
    static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
