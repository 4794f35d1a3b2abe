package io.muster.core.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IfMatch;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.InMemoryCas;
import io.muster.core.testkit.InMemoryCrls;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestAuthority;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("behaviour 9, rest 8.2: CA certificates from upload to removal")
class CaEditorTest {
    private static final int MOST = 3;
    private static final CaName NAME = new CaName("Plant-A");
    private static final TestAuthority CA = TestAuthority.named("CN=Plant A,O=Contoso");
    private static final EnrolledCertificate CONTENT = CA.certificate();
    private static final Optional<IfMatch> NONE = Optional.empty();
    private static final Optional<IfMatch> ANY = Optional.of(new IfMatch.Any());

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final Journal journal = new Journal();
    private final InMemoryCas store = new InMemoryCas(journal);
    private final Map<CaName, List<GroupId>> uses = new HashMap<>();
    private final CaEditor editor =
            new CaEditor(new CaEditor.Ports(store, () -> uses, new InMemoryCrls(), MOST), clock, new SeededRandom(1));

    @Test
    void rule_9_1_a_new_one_is_unverified_whatever_if_match_says() {
        CaCertificate made = editor.put(NAME, unsaid(CONTENT), exactly("stale"));

        assertEquals(CONTENT, made.certificate());
        assertFalse(made.verified());
        assertEquals(Optional.empty(), made.verificationCode());
        assertEquals(TestData.NOW, made.created());
        assertEquals(made, editor.get(new CaName("PLANT-a")));
        assertEquals(List.of(made), editor.all());
    }

    @Test
    void rules_9_2_and_9_5_a_proof_of_possession_verifies_and_every_step_gives_another_etag() {
        CaCertificate made = editor.put(NAME, unsaid(CONTENT), NONE);
        clock.advance(Duration.ofMinutes(1));
        CaCertificate challenged = editor.generateCode(NAME, at(made));
        String code = challenged.verificationCode().orElseThrow();
        assertTrue(code.matches("[0-9A-F]{48}"), code);
        assertFalse(challenged.verified());

        CaCertificate verified = editor.verify(NAME, CA.issue("CN=" + code), at(challenged));

        assertTrue(verified.verified());
        assertEquals(Optional.empty(), verified.verificationCode());
        assertEquals(TestData.NOW, verified.created());
        assertEquals(clock.instant(), verified.updated());
        assertEquals(verified, editor.get(NAME));
        assertNotEquals(made.etag(), challenged.etag());
        assertNotEquals(challenged.etag(), verified.etag());
    }

    @Test
    void rule_9_3_the_caller_may_vouch_for_it_instead() {
        assertTrue(editor.put(NAME, vouched(CONTENT, true), NONE).verified());
    }

    @Test
    void rule_9_4_a_new_code_voids_the_former_and_an_upload_voids_both() {
        CaCertificate first = challenge(editor.put(NAME, unsaid(CONTENT), NONE));
        CaCertificate second = challenge(first);
        assertNotEquals(first.verificationCode(), second.verificationCode());

        refused(ProblemKind.PROOF_FAILED, () -> editor.verify(NAME, proof(first), at(second)));
        CaCertificate again = editor.put(NAME, unsaid(CONTENT), at(second));
        refused(ProblemKind.PROOF_FAILED, () -> editor.verify(NAME, proof(second), at(again)));
        assertFalse(editor.get(NAME).verified());
    }

    @Test
    void rule_9_5_a_stale_etag_is_412_and_a_missing_one_400() {
        CaCertificate made = editor.put(NAME, unsaid(CONTENT), NONE);
        CaCertificate now = challenge(made);
        List<Executable> stale = steps(proof(now), at(made));
        List<Executable> missing = steps(proof(now), NONE);

        stale.forEach(step -> refused(ProblemKind.PRECONDITION_FAILED, step));
        missing.forEach(step -> refused(ProblemKind.INVALID_ARGUMENT, step));

        assertEquals(now, editor.get(NAME));
    }

    private List<Executable> steps(EnrolledCertificate proof, Optional<IfMatch> condition) {
        return List.of(
                () -> editor.put(NAME, unsaid(CONTENT), condition),
                () -> editor.generateCode(NAME, condition),
                () -> editor.verify(NAME, proof, condition),
                () -> editor.delete(NAME, condition));
    }

    @Test
    void rule_9_7_other_content_is_unverified_until_vouched_for_anew() {
        CaCertificate verified = editor.put(NAME, vouched(CONTENT, true), NONE);
        CaCertificate same = editor.put(new CaName("plant-a"), unsaid(CONTENT), at(verified));
        assertTrue(same.verified());
        assertEquals("Plant-A", same.name().text());

        EnrolledCertificate renewed = CA.certificate();
        assertFalse(editor.put(NAME, unsaid(renewed), at(same)).verified());
        assertTrue(editor.put(NAME, vouched(CONTENT, true), ANY).verified());
        assertFalse(editor.put(NAME, vouched(CONTENT, false), ANY).verified());
    }

    @Test
    void rule_9_8_one_that_groups_use_is_not_deleted() {
        CaCertificate made = editor.put(NAME, unsaid(CONTENT), NONE);
        uses.put(new CaName("plant-a"), List.of(new GroupId("line-1"), new GroupId("line-2")));

        String message = refused(ProblemKind.CA_CONFLICT, () -> editor.delete(NAME, at(made)));
        assertTrue(message.contains("2 enrollment groups: line-1, line-2"), message);
        assertEquals(made, editor.get(NAME));

        uses.clear();
        editor.delete(NAME, at(made));
        refused(ProblemKind.CA_NOT_FOUND, () -> editor.get(NAME));
    }

    @Test
    void what_is_not_there_is_404211_and_is_deleted_already() {
        refused(ProblemKind.CA_NOT_FOUND, () -> editor.get(NAME));
        refused(ProblemKind.CA_NOT_FOUND, () -> editor.generateCode(NAME, ANY));
        refused(ProblemKind.CA_NOT_FOUND, () -> editor.verify(NAME, CONTENT, ANY));
        editor.delete(NAME, ANY);
        assertEquals(List.of(), editor.all());
    }

    @Test
    void section_7_there_are_at_most_so_many_and_the_message_names_the_setting() {
        for (int i = 0; i < MOST; i++) {
            editor.put(new CaName("ca" + i), unsaid(CONTENT), NONE);
        }
        String message = refused(ProblemKind.QUOTA_EXCEEDED, () -> editor.put(NAME, unsaid(CONTENT), NONE));
        assertTrue(message.contains("MUSTER_MAX_CAS allows " + MOST), message);

        assertTrue(editor.put(new CaName("ca0"), vouched(CONTENT, true), ANY).verified());
    }

    @Test
    void a_writer_that_was_overtaken_is_refused_or_tries_again_as_its_condition_says() {
        CaCertificate made = editor.put(NAME, unsaid(CONTENT), NONE);
        journal.beforeNext("cas.replace", () -> store.put(withEtag(made, "other")));
        refused(ProblemKind.PRECONDITION_FAILED, () -> editor.generateCode(NAME, at(made)));

        journal.beforeNext("cas.replace", () -> store.put(withEtag(made, "third")));
        assertTrue(editor.generateCode(NAME, ANY).verificationCode().isPresent());

        journal.beforeNext("cas.delete", () -> store.put(withEtag(made, "fourth")));
        editor.delete(NAME, ANY);
        journal.beforeNext("cas.insert", () -> store.put(made));
        refused(ProblemKind.INVALID_ARGUMENT, () -> editor.put(NAME, unsaid(CONTENT), NONE));
    }

    @Test
    void a_writer_that_is_overtaken_for_ever_gives_up() {
        CaCertificate made = editor.put(NAME, unsaid(CONTENT), NONE);
        journal.atEveryMoment(moment -> store.put(withEtag(made, moment + System.nanoTime())));

        refused(ProblemKind.CA_CONFLICT, () -> editor.put(NAME, unsaid(CONTENT), ANY));
        refused(ProblemKind.CA_CONFLICT, () -> editor.generateCode(NAME, ANY));
        refused(ProblemKind.CA_CONFLICT, () -> editor.delete(NAME, ANY));
    }

    @Test
    void a_name_is_1_to_64_letters_digits_and_marks() {
        for (String good : List.of("a", "A-b_c.9", "x".repeat(64))) {
            assertEquals(
                    Optional.of(good.toLowerCase(Locale.ROOT)),
                    CaName.parse(good).map(CaName::folded));
        }
        for (String bad : List.of("", " ", "a b", "a/b", "\u00fc", "a:b", "x".repeat(65))) {
            assertEquals(Optional.empty(), CaName.parse(bad));
            assertThrows(IllegalArgumentException.class, () -> new CaName(bad));
        }
    }

    private CaCertificate challenge(CaCertificate ca) {
        return editor.generateCode(NAME, at(ca));
    }

    private static EnrolledCertificate proof(CaCertificate challenged) {
        return CA.issue("CN=" + challenged.verificationCode().orElseThrow());
    }

    private static CaCertificate withEtag(CaCertificate ca, String etag) {
        return new CaCertificate(
                ca.name(),
                ca.certificate(),
                ca.verified(),
                ca.verificationCode(),
                ca.created(),
                ca.updated(),
                new Etag(etag));
    }

    private static CaEditor.Upload unsaid(EnrolledCertificate certificate) {
        return new CaEditor.Upload(certificate, Optional.empty());
    }

    private static CaEditor.Upload vouched(EnrolledCertificate certificate, boolean verified) {
        return new CaEditor.Upload(certificate, Optional.of(verified));
    }

    private static Optional<IfMatch> at(CaCertificate ca) {
        return Optional.of(new IfMatch.Exactly(ca.etag()));
    }

    private static Optional<IfMatch> exactly(String etag) {
        return Optional.of(new IfMatch.Exactly(new Etag(etag)));
    }

    private static String refused(ProblemKind kind, Executable call) {
        Problem problem = assertThrows(Problem.class, call);
        assertEquals(kind, problem.kind(), problem.message());
        return problem.message();
    }
}
