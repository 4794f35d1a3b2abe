package io.muster.core.certificate;

import static io.muster.core.certificate.Checks.ID;
import static io.muster.core.certificate.Checks.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.decision.Refusal;
import io.muster.core.decision.Trail;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.FakeCertificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChainTest {
    private final FakeAuthority ca = new FakeAuthority("Factory", NOW);
    private final Trail trail = new Trail(ID);

    @Test
    void nothing_shown_is_refused() {
        assertEquals(CertificateReason.CHAIN_EMPTY, parseRefused(List.of()));
    }

    /** seams.md section 2. */
    @Test
    void six_certificates_are_taken_and_seven_are_not() {
        byte[] leaf = ca.leaf(ID.text()).der();

        assertEquals(
                6,
                DeviceChain.parse(Collections.nCopies(6, leaf), trail)
                        .certificates()
                        .size());
        assertEquals(CertificateReason.CHAIN_TOO_LONG, parseRefused(Collections.nCopies(7, leaf)));
    }

    /** seams.md section 2: refused by size before anything is parsed, so that what is inside does not matter. */
    @Test
    void twelve_kilobytes_are_looked_into_and_one_byte_more_is_not() {
        byte[] half = new byte[6 * 1024];

        assertEquals(CertificateReason.CERTIFICATE_MALFORMED, parseRefused(List.of(half, half)));
        assertEquals(CertificateReason.CHAIN_TOO_LARGE, parseRefused(List.of(half, half, new byte[1])));
    }

    @Test
    void the_malformed_one_is_named_by_its_place() {
        byte[] leaf = ca.leaf(ID.text()).der();
        List<byte[]> chain = List.of(leaf, Arrays.copyOf(leaf, leaf.length - 1));

        Refusal refusal = assertThrows(Refusal.class, () -> DeviceChain.parse(chain, trail));

        assertEquals("certificate 2 of 2", Checks.last(refusal).subject());
        assertEquals(CertificateReason.CERTIFICATE_MALFORMED, refusal.why());
    }

    @Test
    void bytes_behind_a_certificate_are_refused() {
        byte[] leaf = ca.leaf(ID.text()).der();

        assertEquals(
                CertificateReason.CERTIFICATE_MALFORMED, parseRefused(List.of(Arrays.copyOf(leaf, leaf.length + 1))));
    }

    @Test
    void a_chain_is_told_in_the_order_sent() {
        FakeCertificate leaf = ca.leaf(ID.text());

        DeviceChain chain = DeviceChain.parse(FakeCertificate.chain(leaf, ca.intermediate()), trail);

        assertEquals(leaf.enrolled(), chain.leaf());
        assertEquals(List.of(leaf.enrolled(), ca.intermediate().enrolled()), chain.certificates());
        assertEquals(List.of("device-1"), chain.commonNames());
        int bytes = leaf.der().length + ca.intermediate().der().length;
        assertEquals(
                "the device showed 2 certificates of " + bytes + " bytes",
                trail.findings().get(0).text());
    }

    /** 2.17. */
    @ParameterizedTest
    @ValueSource(strings = {"device-1", "DEVICE-1", "Device-1"})
    void the_common_name_is_the_registration_id_case_aside(String commonName) {
        named(new DERUTF8String(commonName)).requireName(ID, trail);
        named(new DERPrintableString(commonName)).requireName(ID, trail);
        named(new DERBMPString(commonName)).requireName(ID, trail);
        named(new DERIA5String(commonName)).requireName(ID, trail);

        assertEquals(8, trail.findings().size());
        assertEquals(
                "its common name is the registration id",
                trail.findings().get(7).text());
    }

    /** 2.17: neither what merely folds to the id, nor what is cut, padded or wrapped. */
    @ParameterizedTest
    @ValueSource(
            strings = {"device-2", "device-1 ", " device-1", "device-1\u0000", "device-1,CN=device-1", "x", "device"})
    void any_other_common_name_is_refused(String commonName) {
        assertEquals(
                CertificateReason.COMMON_NAME_MISMATCH, nameRefused(named(new DERUTF8String(commonName))), commonName);
    }

    /** The Kelvin sign turns into a k when its case is folded. */
    @Test
    void letters_that_fold_into_ascii_are_refused() {
        RegistrationId key = new RegistrationId("key");
        DeviceChain chain = named(new DERUTF8String("\u212Aey"));

        assertEquals("key", "\u212Aey".toLowerCase(Locale.ROOT));
        assertEquals(
                CertificateReason.COMMON_NAME_MISMATCH,
                assertThrows(Refusal.class, () -> chain.requireName(key, trail)).why());
    }

    @Test
    void a_common_name_that_is_no_text_is_refused() {
        assertEquals(
                CertificateReason.COMMON_NAME_MISMATCH,
                nameRefused(named(new DERBitString("device-1".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))));
    }

    @Test
    void the_common_name_may_stand_beside_others_in_one_rdn() {
        X500Name name = new X500NameBuilder()
                .addRDN(BCStyle.O, "a, CN=other")
                .addMultiValuedRDN(
                        new org.bouncycastle.asn1.ASN1ObjectIdentifier[] {BCStyle.OU, BCStyle.CN},
                        new String[] {"Line", "device-1"})
                .build();

        of(name).requireName(ID, trail);

        assertEquals(List.of("device-1"), of(name).commonNames());
    }

    @Test
    void two_common_names_in_one_rdn_are_two() {
        X500Name name = new X500NameBuilder()
                .addMultiValuedRDN(
                        new org.bouncycastle.asn1.ASN1ObjectIdentifier[] {BCStyle.CN, BCStyle.CN},
                        new String[] {"device-1", "device-2"})
                .build();

        assertEquals(CertificateReason.COMMON_NAME_AMBIGUOUS, nameRefused(of(name)));
    }

    @Test
    void no_common_name_is_refused() {
        assertEquals(CertificateReason.COMMON_NAME_MISSING, nameRefused(of(new X500Name("OU=device-1"))));
    }

    /** A subject reaches an operator's terminal. */
    @Test
    void a_subject_is_told_cut_and_without_control_characters() {
        String told =
                named(new DERUTF8String("a\u001B[2J\n\u202E" + "b".repeat(300))).describe();

        assertFalse(told.chars().anyMatch(Character::isISOControl), told);
        assertFalse(told.contains("\u202E"), told);
        assertEquals(160 + "… [0123456789ABCDEF]".length(), told.length(), told);
        assertTrue(told.contains("b… ["), told);
    }

    private DeviceChain named(ASN1Encodable commonName) {
        return of(new X500NameBuilder().addRDN(BCStyle.CN, commonName).build());
    }

    private DeviceChain of(X500Name subject) {
        FakeCertificate leaf = ca.leafOrder("?").subject(subject).by(ca.root());
        return DeviceChain.parse(FakeCertificate.chain(leaf), trail);
    }

    private CertificateReason parseRefused(List<byte[]> der) {
        Refusal refusal = assertThrows(Refusal.class, () -> DeviceChain.parse(der, trail));
        return (CertificateReason) refusal.why();
    }

    private CertificateReason nameRefused(DeviceChain chain) {
        Refusal refusal = assertThrows(Refusal.class, () -> chain.requireName(ID, trail));
        assertEquals(chain.describe(), Checks.last(refusal).subject());
        return (CertificateReason) refusal.why();
    }
}
