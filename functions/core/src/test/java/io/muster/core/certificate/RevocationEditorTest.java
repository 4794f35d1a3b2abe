package io.muster.core.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.identity.IfMatch;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.InMemoryCas;
import io.muster.core.testkit.InMemoryCrls;
import io.muster.core.testkit.InMemoryDenials;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestAuthority;
import io.muster.core.testkit.TestData;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("issue 4.8: what operators revoke")
class RevocationEditorTest {
    private static final int MOST = 3;
    private static final CaName NAME = new CaName("Plant-A");
    private static final TestAuthority CA = TestAuthority.named("CN=Plant A");
    private static final TestAuthority OTHER = TestAuthority.named("CN=Plant A");
    private static final Optional<IfMatch> ANY = Optional.of(new IfMatch.Any());
    private static final Duration WEEK = Duration.ofDays(7);

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final InMemoryCrls crls = new InMemoryCrls();
    private final CaEditor cas = new CaEditor(
            new CaEditor.Ports(new InMemoryCas(new Journal()), Map::of, crls, 9), clock, new SeededRandom(1));
    private final RevocationEditor editor = new RevocationEditor(
            new RevocationEditor.Ports(cas, crls, new InMemoryDenials(), MOST), clock, new SeededRandom(2));

    @BeforeEach
    void theCaIsUploaded() {
        upload(CA);
    }

    private void upload(TestAuthority authority) {
        CaCertificate ca = cas.put(NAME, new CaEditor.Upload(authority.certificate(), Optional.of(true)), ANY);
        assertTrue(ca.verified());
    }

    @Test
    void a_denial_is_listed_until_it_is_lifted_in_whatever_spelling() {
        Denial serial = Denial.parse("serial:0A;issuer:CN=Plant A,O=x");
        DenyList.Entry entry = editor.deny(serial, Optional.of("stolen"));
        assertEquals(List.of(entry), editor.denials());
        assertEquals(TestData.NOW, entry.created());

        DenyList.Entry again = editor.deny(Denial.parse("serial:a;issuer:cn=plant  a, o=X"), Optional.empty());
        assertEquals(List.of(again), editor.denials());

        editor.allow(serial);
        assertEquals(List.of(), editor.denials());
        refused(ProblemKind.NOT_FOUND, () -> editor.allow(serial));
    }

    @Test
    void the_list_has_an_end_and_entries_can_be_changed_at_it() {
        for (int i = 0; i < MOST; i++) {
            editor.deny(key(i), Optional.empty());
        }
        String message = refused(ProblemKind.QUOTA_EXCEEDED, () -> editor.deny(key(MOST), Optional.empty()));
        assertTrue(message.startsWith("The deny list has 3 entries"), message);

        assertEquals(
                Optional.of("note"), editor.deny(key(0), Optional.of("note")).note());
        editor.allow(key(0));
        editor.deny(key(MOST), Optional.empty());
        assertEquals(MOST, editor.denials().size());
    }

    @Test
    void a_list_that_the_ca_signed_is_kept_as_der_or_pem() {
        refused(ProblemKind.NOT_FOUND, () -> editor.crl(NAME));
        UploadedCrl first = editor.putCrl(NAME, CA.crl(1, BigInteger.TEN).getBytes(StandardCharsets.US_ASCII));
        assertTrue(first.crl().contains(BigInteger.TEN));
        assertEquals(first, editor.crl(new CaName("PLANT-a")));

        UploadedCrl second = editor.putCrl(NAME, crl(CA, 2, 0));
        assertEquals(0, second.crl().size());
        assertEquals(second, editor.crl(NAME));

        editor.deleteCrl(NAME);
        refused(ProblemKind.NOT_FOUND, () -> editor.crl(NAME));
        refused(ProblemKind.NOT_FOUND, () -> editor.deleteCrl(NAME));
    }

    @Test
    void an_older_list_is_refused_and_the_same_one_may_come_again() {
        editor.putCrl(NAME, crl(CA, 5, 0));
        refused(ProblemKind.CA_CONFLICT, () -> editor.putCrl(NAME, crl(CA, 4, 1)));

        assertEquals(
                Optional.of(BigInteger.valueOf(5)),
                editor.putCrl(NAME, crl(CA, 5, 0)).crl().number());
        assertEquals(
                Optional.of(BigInteger.valueOf(6)),
                editor.putCrl(NAME, crl(CA, 6, -1)).crl().number());
    }

    @Test
    void a_renewed_ca_with_another_key_begins_anew() {
        editor.putCrl(NAME, crl(CA, 5, 0));
        upload(OTHER);

        refused(ProblemKind.INVALID_ARGUMENT, () -> editor.putCrl(NAME, crl(CA, 6, 0)));
        assertEquals(
                Optional.of(BigInteger.ONE),
                editor.putCrl(NAME, crl(OTHER, 1, 0)).crl().number());
    }

    @Test
    void what_is_no_list_of_this_ca_is_400_and_an_unknown_ca_404211() {
        for (byte[] bad : List.of(
                new byte[0],
                "x".getBytes(StandardCharsets.US_ASCII),
                CA.certificate().der(),
                crl(OTHER, 1, 0),
                crl(TestAuthority.named("CN=b"), 1, 0))) {
            String message = refused(ProblemKind.INVALID_ARGUMENT, () -> editor.putCrl(NAME, bad));
            assertTrue(message.startsWith("The revocation list"), message);
        }
        CaName nobody = new CaName("nobody");
        refused(ProblemKind.CA_NOT_FOUND, () -> editor.putCrl(nobody, crl(CA, 1, 0)));
        refused(ProblemKind.CA_NOT_FOUND, () -> editor.crl(nobody));
        refused(ProblemKind.CA_NOT_FOUND, () -> editor.deleteCrl(nobody));
    }

    @Test
    void a_cas_list_goes_with_it() {
        editor.putCrl(NAME, crl(CA, 5, 0));
        cas.delete(NAME, ANY);
        upload(CA);

        refused(ProblemKind.NOT_FOUND, () -> editor.crl(NAME));
    }

    /** A bit of what is around the signed part, such as how many bits of the signature count, may be passed over. */
    @Test
    void a_damaged_list_is_refused_or_says_what_was_signed() {
        byte[] der = CA.crl(1, TestData.NOW, TestData.NOW.plus(WEEK), BigInteger.ONE, BigInteger.TWO);
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = der.clone();
            damaged[random.nextInt(der.length)] ^= (byte) (1 << random.nextInt(8));
            refused += refuses(damaged) ? 1 : 0;
        }
        assertTrue(refused > 1950, "refused " + refused);
    }

    private boolean refuses(byte[] damaged) {
        try {
            Crl taken = editor.putCrl(NAME, damaged).crl();
            assertEquals(2, taken.size());
            assertTrue(taken.contains(BigInteger.ONE) && taken.contains(BigInteger.TWO));
            assertEquals(Optional.of(BigInteger.ONE), taken.number());
            assertEquals(TestData.NOW.plus(WEEK), taken.nextUpdate());
            return false;
        } catch (Problem problem) {
            assertEquals(ProblemKind.INVALID_ARGUMENT, problem.kind());
            return true;
        }
    }

    private static Denial key(int number) {
        return new Denial.ByPublicKey(String.format("%064X", number));
    }

    private static byte[] crl(TestAuthority authority, long number, int day) {
        return authority.crl(
                number,
                TestData.NOW.plus(Duration.ofDays(day)),
                TestData.NOW.plus(Duration.ofDays(day)).plus(WEEK));
    }

    private static String refused(ProblemKind kind, Executable call) {
        Problem problem = assertThrows(Problem.class, call);
        assertEquals(kind, problem.kind(), problem.message());
        return problem.message();
    }
}
