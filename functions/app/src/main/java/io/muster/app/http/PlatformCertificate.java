package io.muster.app.http;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.Base64;
import java.util.List;

/**
 * The client certificate as the platform's own front end hands it over: Base64 of the leaf's DER form, nothing of its chain.
 * Anybody could write this header, so it is read only where the operator says that the front end does.
 */
final class PlatformCertificate {
    static final String HEADER = "x-arr-clientcert";
    private static final int LONGEST = 16 * 1024;

    private PlatformCertificate() {}

    /** The chain of one; none when the header is not there. */
    static List<byte[]> of(Request request) {
        return request.header(HEADER).map(PlatformCertificate::leaf).stream().toList();
    }

    private static byte[] leaf(String value) {
        // Two values would be joined by a comma, which is not Base64: one of them is not the front end's.
        if (value.isBlank() || value.length() > LONGEST) {
            throw malformed();
        }
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static Problem malformed() {
        return Problem.of(ProblemKind.INVALID_ARGUMENT, "X-ARR-ClientCert is not one certificate as Base64 of DER");
    }
}
