package io.muster.core.certificate;

import static io.muster.core.certificate.Checks.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.FakeCertificate;
import io.muster.core.testkit.FakeCrl;
import io.muster.core.testkit.FakeKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** Issue 4, point 8: revocation lists as they are uploaded. */
class CrlTest {
    private final FakeAuthority authority = new FakeAuthority("Factory", NOW);
    private final FakeCertificate ca = authority.root();

    @Test
    void a_list_tells_what_it_revokes_and_how_old_it_is() {
        Crl crl = parse(order().revokingSerial(BigInteger.TEN).revokingSerial(BigInteger.TWO));

        assertEquals(2, crl.size());
        assertTrue(crl.contains(BigInteger.TWO));
        assertTrue(crl.contains(BigInteger.TEN));
        assertFalse(crl.contains(BigInteger.valueOf(5)));
        assertEquals(Optional.of(BigInteger.valueOf(7)), crl.number());
        assertEquals(NOW, crl.thisUpdate());
        assertEquals(NOW.plus(Duration.ofDays(7)), crl.nextUpdate());
        assertEquals(ca.enrolled(), crl.issuer());
    }

    @Test
    void a_list_is_stale_once_its_next_update_has_passed() {
        Crl crl = parse(order().due(NOW.plusSeconds(60)));

        assertFalse(crl.stale(NOW.plusSeconds(60)));
        assertTrue(crl.stale(NOW.plusSeconds(61)));
    }

    @Test
    void a_list_may_be_empty_and_without_a_number() {
        Crl crl = parse(order().withoutNumber());

        assertEquals(0, crl.size());
        assertEquals(Optional.empty(), crl.number());
    }

    @Test
    void pem_is_read_as_der_is() {
        byte[] der = order().revokingSerial(BigInteger.TEN).der();

        assertTrue(Crl.parse(pem(der), ca.enrolled()).contains(BigInteger.TEN));
    }

    @Test
    void rsa_signs_lists_too() {
        var rsa = io.muster.core.testkit.CertificateOrder.ca("RSA", FakeKeys.rsa(2048, "ca"), NOW)
                .selfSigned();

        assertEquals(
                1,
                Crl.parse(
                                new FakeCrl(rsa, NOW)
                                        .signedWith("SHA256withRSA")
                                        .revokingSerial(BigInteger.TEN)
                                        .der(),
                                rsa.enrolled())
                        .size());
    }

    @Test
    void a_list_of_another_ca_is_refused() {
        byte[] der = new FakeCrl(authority.intermediate(), NOW).der();

        assertRefused("is not of this CA: its issuer is another one", der, ca);
    }

    @Test
    void a_list_signed_with_another_key_is_refused() {
        assertRefused(
                "was not signed with the key of this CA",
                order().forgedBy(FakeKeys.p256("forger")).der(),
                ca);
    }

    @Test
    void a_sha1_signature_is_refused() {
        assertRefused(
                "is signed by an algorithm not taken",
                order().signedWith("SHA1withECDSA").der(),
                ca);
    }

    @Test
    void a_ca_that_may_not_sign_lists_is_refused() {
        FakeCertificate silent =
                authority.caOrder("Root").keyUsage(KeyUsage.keyCertSign).selfSigned();

        assertRefused("is of a CA whose key usage lacks cRLSign", new FakeCrl(silent, NOW).der(), silent);
    }

    @Test
    void a_ca_without_key_usage_may_sign_lists() {
        FakeCertificate any =
                authority.caOrder("Root").without(Extension.keyUsage).selfSigned();

        assertEquals(0, Crl.parse(new FakeCrl(any, NOW).der(), any.enrolled()).size());
    }

    @Test
    void a_ca_with_a_small_key_is_refused() {
        FakeCertificate weak = authority
                .caOrder("Root")
                .key(FakeKeys.arbitraryRsa(1024, BigInteger.valueOf(65537)))
                .selfSigned();

        assertRefused("is of a CA whose key is not taken", new FakeCrl(weak, NOW).der(), weak);
    }

    @Test
    void a_list_without_next_update_is_refused() {
        assertRefused(
                "does not say when the next one is due", order().withoutDue().der(), ca);
    }

    @Test
    void a_delta_is_refused() {
        FakeCrl delta = order().extension(Extension.deltaCRLIndicator, true, new ASN1Integer(6));

        assertRefused("is a delta; upload the full one", delta.der(), ca);
    }

    @Test
    void an_indirect_or_partial_list_is_refused() {
        var place = new DistributionPointName(
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, "http://ca.example/crl")));
        var indirect = new IssuingDistributionPoint(place, false, false, null, true, false);
        var partial = new IssuingDistributionPoint(null, true, false, null, false, false);
        var full = new IssuingDistributionPoint(place, false, false, null, false, false);

        String refused = "is indirect or covers only some certificates; upload the full one";
        assertRefused(refused, pointed(indirect), ca);
        assertRefused(refused, pointed(partial), ca);
        assertEquals(0, Crl.parse(pointed(full), ca.enrolled()).size());
    }

    @Test
    void an_entry_of_another_ca_is_refused() {
        FakeCrl list = order().revokingForOther(BigInteger.TEN);

        assertRefused("is indirect: it revokes certificates of other CAs", list.der(), ca);
    }

    @Test
    void an_unknown_critical_extension_is_refused() {
        FakeCrl list = order().extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.2"), true, new ASN1Integer(1));

        assertRefused("has a critical extension that is not known", list.der(), ca);
    }

    @Test
    void twenty_thousand_entries_are_taken_and_one_more_is_not() {
        assertEquals(20_000, Crl.parse(ofSize(20_000), ca.enrolled()).size());
        assertRefused("has more than 20000 entries", ofSize(20_001), ca);
    }

    @Test
    void a_list_of_more_than_512_kb_is_refused_unread() {
        byte[] der = new byte[512 * 1024];
        der[0] = Der.SEQUENCE;

        assertRefused("is not an X.509 CRL", der, ca);
        assertRefused("is larger than 524288 bytes", Arrays.copyOf(der, der.length + 1), ca);
        assertRefused("is larger than 524288 bytes", pem(new byte[512 * 1024 + 1]), ca);
        assertRefused("is larger than 524288 bytes", new byte[1024 * 1024], ca);
    }

    @Test
    void what_is_no_list_is_refused() {
        byte[] der = order().der();

        assertRefused("has bytes behind its end", Arrays.copyOf(der, der.length + 1), ca);
        assertRefused("is not an X.509 CRL", Arrays.copyOf(der, der.length - 1), ca);
        assertRefused("is neither DER nor one PEM block of X509 CRL", new byte[0], ca);
        assertRefused(
                "is neither DER nor one PEM block of X509 CRL",
                bytes(authority.root().pem()),
                ca);
    }

    private FakeCrl order() {
        return new FakeCrl(ca, NOW);
    }

    private Crl parse(FakeCrl order) {
        return Crl.parse(order.der(), ca.enrolled());
    }

    private byte[] pointed(IssuingDistributionPoint point) {
        return order().extension(Extension.issuingDistributionPoint, true, point)
                .der();
    }

    private byte[] ofSize(int entries) {
        FakeCrl list = order();
        LongStream.range(0, entries).mapToObj(BigInteger::valueOf).forEach(list::plainly);
        return list.der();
    }

    private static byte[] pem(byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return bytes("-----BEGIN X509 CRL-----\n" + lines + "\n-----END X509 CRL-----\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertRefused(String text, byte[] list, FakeCertificate ca) {
        var error = assertThrows(IllegalArgumentException.class, () -> Crl.parse(list, ca.enrolled()));
        assertEquals("revocation list " + text, error.getMessage());
    }
}
