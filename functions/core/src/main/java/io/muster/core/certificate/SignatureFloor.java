package io.muster.core.certificate;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidParameterSpecException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which signature algorithms are taken: RSA or ECDSA with SHA-256, SHA-384 or SHA-512, and Ed25519. */
final class SignatureFloor {
    private static final String PSS = "1.2.840.113549.1.1.10";
    private static final Set<String> TAKEN = Set.of(
            "1.2.840.113549.1.1.11",
            "1.2.840.113549.1.1.12",
            "1.2.840.113549.1.1.13",
            "1.2.840.10045.4.3.2",
            "1.2.840.10045.4.3.3",
            "1.2.840.10045.4.3.4",
            "1.3.101.112");
    private static final Set<String> DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");

    private SignatureFloor() {}

    /** Whether a signature of this algorithm counts. RSASSA-PSS without parameters means SHA-1, so it does not. */
    static boolean takes(String oid, byte @Nullable [] parameters) {
        return TAKEN.contains(oid) || (oid.equals(PSS) && parameters != null && pss(parameters));
    }

    private static boolean pss(byte[] parameters) {
        try {
            AlgorithmParameters reader = AlgorithmParameters.getInstance("RSASSA-PSS");
            reader.init(parameters);
            PSSParameterSpec spec = reader.getParameterSpec(PSSParameterSpec.class);
            return DIGESTS.contains(spec.getDigestAlgorithm())
                    && spec.getMGFParameters() instanceof MGF1ParameterSpec mask
                    && DIGESTS.contains(mask.getDigestAlgorithm());
        } catch (IOException | InvalidParameterSpecException e) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks RSASSA-PSS", e);
        }
    }
}
