package io.muster.app.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.wire.DryRunWire.Question;
import io.muster.core.attestation.Credentials;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.DryRun.Outcome;
import io.muster.core.registration.DryRun.Verdict;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.Refusals;
import io.muster.core.testkit.SampleTpmKeys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Issue 4.7: what a dry run is asked and answers")
class DryRunWireTest {
    private static final RegistrationId ID = new RegistrationId("press-17");

    @Test
    void aToken() {
        Question question = ask("\"authorization\":\"SharedAccessSignature sr=x\"");

        assertEquals(new Question(ID, Credentials.token(Optional.of("SharedAccessSignature sr=x"))), question);
        assertEquals("Question[press-17]", question.toString());
    }

    @Test
    @DisplayName("A chain, one certificate a text or a whole file, with what openssl writes between them")
    void aChain() {
        String file = " 0 s:CN = leaf\\n" + pem("leaf") + " 1 s:CN = issuer\\n" + pem("issuer");
        Question question = ask("\"certificateChain\":[\"" + file + "\",\"" + pem("root") + "\"]");

        List<byte[]> chain = question.credentials().chain();
        assertEquals(3, chain.size());
        assertArrayEquals("leaf".getBytes(StandardCharsets.UTF_8), chain.get(0));
        assertArrayEquals("issuer".getBytes(StandardCharsets.UTF_8), chain.get(1));
        assertArrayEquals("root".getBytes(StandardCharsets.UTF_8), chain.get(2));
        assertEquals(Optional.empty(), question.credentials().authorization());
        assertEquals(Optional.empty(), question.credentials().tpm());
    }

    @Test
    void theKeysOfATpm() {
        assertEquals(
                Optional.of(new TpmKeys(SampleTpmKeys.EK, Optional.of(SampleTpmKeys.SRK))),
                ask("\"tpm\":{\"endorsementKey\":\"" + SampleTpmKeys.EK + "\",\"storageRootKey\":\"" + SampleTpmKeys.SRK
                                + "\"}")
                        .credentials()
                        .tpm());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''|must hold exactly one of",
                "\"authorization\":\"x\",\"certificateChain\":[]|must hold exactly one of",
                "\"authorization\":7|must be a string",
                "\"certificateChain\":\"x\"|must be an array of strings",
                "\"certificateChain\":[]|holds no certificate",
                "\"certificateChain\":[\"sec-ret\"]|is not well-formed PEM",
                "\"certificateChain\":[\"-----BEGIN CERTIFICATE-----\\nQUJD\\n\"]|is not well-formed PEM",
                "\"certificateChain\":[\"-----BEGIN PRIVATE KEY-----QUJD-----END PRIVATE KEY-----\"]|certificates only",
                "\"certificateChain\":[\"-----BEGIN CERTIFICATE-----QUJDR-----END CERTIFICATE-----\"]|not Base64",
                "\"certificateChain\":[\"-----BEGIN CERTIFICATE----------END CERTIFICATE-----\"]|no bytes",
                "\"tpm\":{}|tpm.endorsementKey is missing"
            })
    void whatCannotBeAskedIs400AndQuotesNothing(String members, String why) {
        Problem problem = assertThrows(Problem.class, () -> ask(members));

        assertEquals(ProblemKind.INVALID_ARGUMENT, problem.kind());
        assertTrue(problem.message().contains(why), problem.message());
        assertFalse(problem.message().contains("sec-ret"), problem.message());
    }

    @Test
    void withoutARegistrationIdNobodyIsMeant() {
        Problem problem = assertThrows(
                Problem.class, () -> DryRunWire.question(Fields.of("{\"authorization\":\"SharedAccessSignature\"}")));

        assertEquals("Member registrationId is missing", problem.message());
    }

    @Test
    @DisplayName("seams 2: no chain is looked at that a request could not carry")
    void tooLong() {
        assertEquals(6, ask(chain(6, "c")).credentials().chain().size());
        assertThrows(Problem.class, () -> ask(chain(7, "c")));
        assertEquals(
                1, ask(chain(1, "c".repeat(12 * 1024))).credentials().chain().size());
        assertThrows(Problem.class, () -> ask(chain(1, "c".repeat(12 * 1024 + 1))));
    }

    @Test
    void aRefusalWithItsReasonAndFindings() {
        String body = DryRunWire.response(
                        ID,
                        new Verdict(
                                Outcome.REFUSED,
                                Optional.empty(),
                                Refusals.of("press-17").findings()))
                .body();

        assertEquals(
                "{\"registrationId\":\"press-17\",\"outcome\":\"refused\","
                        + "\"reason\":{\"code\":\"not-today\",\"advice\":\"Come back tomorrow.\"},"
                        + "\"findings\":[{\"step\":\"enrollment\",\"subject\":\"individual enrollment press-17\","
                        + "\"text\":\"found\"},{\"step\":\"token\",\"subject\":\"its token\","
                        + "\"text\":\"signed on a Monday\"}]}",
                body);
    }

    @ParameterizedTest
    @CsvSource({"ADMITTED, admitted", "DISABLED, disabled", "CHALLENGE, challenge"})
    void whatIsNotRefusedNamesTheEnrollmentAndNoReason(Outcome outcome, String wire) {
        assertEquals(
                "{\"registrationId\":\"press-17\",\"outcome\":\"" + wire
                        + "\",\"enrollment\":\"enrollment group presses\",\"findings\":[]}",
                DryRunWire.response(ID, new Verdict(outcome, Optional.of("enrollment group presses"), List.of()))
                        .body());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("Whatever is in the body, it is a question or a 400")
    void fuzz(long seed) {
        Random random = new Random(seed);
        List<String> bodies = List.of(
                "\"certificateChain\":[\"" + pem("leaf") + pem("root") + "\"]",
                "\"tpm\":{\"endorsementKey\":\"" + SampleTpmKeys.EK + "\",\"storageRootKey\":\"" + SampleTpmKeys.SRK
                        + "\"}",
                "\"authorization\":\"SharedAccessSignature sr=x\"");
        int understood = 0;
        for (int i = 0; i < Effort.inputs(5_000); i++) {
            StringBuilder body = new StringBuilder(bodies.get(random.nextInt(bodies.size())));
            for (int damages = random.nextInt(3); damages > 0; damages--) {
                int at = random.nextInt(body.length());
                switch (random.nextInt(3)) {
                    case 0 -> body.setCharAt(at, "{}[]\",:-=0a\\\u0000\ud800".charAt(random.nextInt(14)));
                    case 1 -> body.deleteCharAt(at);
                    default -> body.insert(at, body.substring(at, Math.min(body.length(), at + 20)));
                }
            }
            understood += isQuestion(body.toString(), "seed " + seed + ", try " + i + ": " + body) ? 1 : 0;
        }
        assertTrue(understood > 1_000, "seed " + seed + ": only " + understood + " were understood");
    }

    private static boolean isQuestion(String members, String why) {
        try {
            Question unused = ask(members);
            return true;
        } catch (Problem problem) {
            assertEquals(ProblemKind.INVALID_ARGUMENT, problem.kind(), why);
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(why, e);
        }
    }

    private static Question ask(String members) {
        String more = members.isEmpty() ? "" : "," + members;
        return DryRunWire.question(Fields.of("{\"registrationId\":\"press-17\"" + more + "}"));
    }

    private static String chain(int length, String content) {
        return "\"certificateChain\":[" + ("\"" + pem(content) + "\",").repeat(length - 1) + "\"" + pem(content)
                + "\"]";
    }

    /** As it stands in JSON. */
    private static String pem(String content) {
        return "-----BEGIN CERTIFICATE-----\\n"
                + Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8))
                + "\\n-----END CERTIFICATE-----\\n";
    }
}
