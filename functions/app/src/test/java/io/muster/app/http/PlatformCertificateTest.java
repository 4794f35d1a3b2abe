package io.muster.app.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.Effort;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Seams 2: the leaf as the platform's front end hands it over")
class PlatformCertificateTest {
    private static final byte[] LEAF = {0x30, 3, 2, 1, 7};

    @Test
    void one_certificate_as_base64_is_a_chain_of_one() {
        List<byte[]> chain = PlatformCertificate.of(with(Base64.getEncoder().encodeToString(LEAF)));

        assertEquals(1, chain.size());
        assertArrayEquals(LEAF, chain.get(0));
    }

    @Test
    void without_the_header_there_is_no_certificate() {
        assertTrue(PlatformCertificate.of(new Request("PUT", "/x", "", Map.of(), ""))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "no base64!", "MAMCAQc=,MAMCAQc=", "MAMCAQc=, MAMCAQc="})
    void what_is_not_one_value_of_base64_is_refused(String value) {
        Problem refused = assertThrows(Problem.class, () -> PlatformCertificate.of(with(value)));

        assertEquals(ProblemKind.INVALID_ARGUMENT, refused.kind());
    }

    @Test
    void a_value_longer_than_any_certificate_taken_is_refused_before_it_is_decoded() {
        assertThrows(Problem.class, () -> PlatformCertificate.of(with("A".repeat(16 * 1024 + 4))));
    }

    @Test
    void any_text_is_decoded_or_refused() {
        long seed = 20_261_123;
        Random random = new Random(seed);
        for (int i = 0; i < Effort.inputs(2_000); i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(64), 0, 300).forEach(c -> text.append((char) c));
            Request request = with(text.toString());
            try {
                assertEquals(1, PlatformCertificate.of(request).size(), () -> "seed " + seed);
            } catch (Problem refused) {
                assertEquals(ProblemKind.INVALID_ARGUMENT, refused.kind(), () -> "seed " + seed);
            }
        }
    }

    private static Request with(String value) {
        return new Request("PUT", "/x", "", Map.of(PlatformCertificate.HEADER, value), "");
    }
}
