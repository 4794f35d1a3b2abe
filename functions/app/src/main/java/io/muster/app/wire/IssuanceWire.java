package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.app.wire.ApiVersion.Issuance;
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
            case BY_BOTH -> {
                UnaryOperator<IssuanceNames> former = credentialPolicy(body);
                UnaryOperator<IssuanceNames> later = namespace(body);
                yield stored -> later.apply(former.apply(stored));
            }
            case BY_CREDENTIAL_POLICY -> credentialPolicy(body);
            case BY_NAMESPACE -> namespace(body);
        };
    }

    private static UnaryOperator<IssuanceNames> credentialPolicy(Fields body) {
        Optional<String> policy = body.parsed("credentialPolicyName", IssuanceWire::policy);
        return stored -> new IssuanceNames(
                policy, stored.namespace(), stored.certificateAuthority(), stored.certificatePolicy());
    }

    private static UnaryOperator<IssuanceNames> namespace(Fields body) {
        Optional<String> namespace = body.parsed("namespaceName", text -> matching(NAMESPACE, text));
        Optional<String> authority = body.parsed("certificateAuthorityName", text -> matching(NAME, text));
        Optional<String> policy = body.parsed("certificatePolicyName", text -> matching(NAME, text));
        return stored -> new IssuanceNames(stored.credentialPolicy(), namespace, authority, policy);
    }

    static void write(JsonGenerator json, IssuanceNames names, ApiVersion version) throws IOException {
        Issuance shown = version.issuance();
        if (shown == Issuance.BY_CREDENTIAL_POLICY || shown == Issuance.BY_BOTH) {
            write(json, "credentialPolicyName", names.credentialPolicy());
        }
        if (shown == Issuance.BY_NAMESPACE || shown == Issuance.BY_BOTH) {
            write(json, "namespaceName", names.namespace());
            write(json, "certificateAuthorityName", names.certificateAuthority());
            write(json, "certificatePolicyName", names.certificatePolicy());
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
