package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.identity.RegistrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The certificates of a device, leaf first, parsed and with keys fit to compute with; nothing about them is proved yet. */
public final class DeviceChain {
    /** As many and as large as the gateway carries (seams.md section 2). */
    static final int MOST_CERTIFICATES = 6;

    static final int MOST_BYTES = 12 * 1024;

    private final List<ParsedCertificate> certificates;

    private DeviceChain(List<ParsedCertificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    /** Reads DER, leaf first; throws a Refusal for too many, too large, malformed, or keys too costly to compute with. */
    public static DeviceChain parse(List<byte[]> der, Trail trail) {
        long bytes = der.stream().mapToLong(certificate -> certificate.length).sum();
        String told = der.size() + " certificates of " + bytes + " bytes";
        if (der.isEmpty()) {
            throw new Flaw(CertificateReason.CHAIN_EMPTY, "chain", "the device showed no certificate").refuse(trail);
        }
        if (der.size() > MOST_CERTIFICATES) {
            throw new Flaw(CertificateReason.CHAIN_TOO_LONG, "chain", told).refuse(trail);
        }
        if (bytes > MOST_BYTES) {
            throw new Flaw(CertificateReason.CHAIN_TOO_LARGE, "chain", told).refuse(trail);
        }
        List<ParsedCertificate> parsed = new ArrayList<>();
        for (int i = 0; i < der.size(); i++) {
            parsed.add(parse(der.get(i), "certificate " + (i + 1) + " of " + der.size(), trail));
        }
        trail.note(Step.CREDENTIAL, parsed.get(0).told(), "the device showed " + told);
        return new DeviceChain(parsed);
    }

    /** The key first: what is wrong with it would otherwise be one more certificate that cannot be parsed. */
    private static ParsedCertificate parse(byte[] der, String place, Trail trail) {
        try {
            Optional<Flaw> flaw = KeyFloor.flaw(der, place);
            if (flaw.isPresent()) {
                throw flaw.get().refuse(trail);
            }
            return ParsedCertificate.of(der);
        } catch (IllegalArgumentException e) {
            throw new Flaw(CertificateReason.CERTIFICATE_MALFORMED, place, "it is not an X.509 certificate")
                    .refuse(trail);
        }
    }

    /** Throws a Refusal unless the leaf has exactly one common name and that is this id, case aside (2.17). */
    public void requireName(RegistrationId id, Trail trail) {
        List<String> names = commonNames();
        if (names.isEmpty()) {
            throw leafCertificate()
                    .flaw(CertificateReason.COMMON_NAME_MISSING, "it has no common name")
                    .refuse(trail);
        }
        if (names.size() > 1) {
            throw leafCertificate()
                    .flaw(CertificateReason.COMMON_NAME_AMBIGUOUS, "it has " + names.size() + " common names")
                    .refuse(trail);
        }
        if (!names(names.get(0), id)) {
            throw leafCertificate()
                    .flaw(CertificateReason.COMMON_NAME_MISMATCH, "its common name is not " + id.text())
                    .refuse(trail);
        }
        trail.note(Step.CERTIFICATE, describe(), "its common name is the registration id");
    }

    /** Only a well-formed id is compared: case folding would turn other letters, such as the Kelvin sign, into ASCII. */
    private static boolean names(String commonName, RegistrationId id) {
        try {
            return new RegistrationId(commonName).equals(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Of the leaf, in order. */
    public List<String> commonNames() {
        return CommonNames.of(leafCertificate().subject().getEncoded());
    }

    public EnrolledCertificate leaf() {
        return leafCertificate().enrolled();
    }

    /** As the device sent them, leaf first, related or not. */
    public List<EnrolledCertificate> certificates() {
        return certificates.stream().map(ParsedCertificate::enrolled).toList();
    }

    /** The leaf's subject and the head of its SHA-256 thumbprint, for findings. */
    public String describe() {
        return leafCertificate().told();
    }

    ParsedCertificate leafCertificate() {
        return certificates.get(0);
    }

    /** What else was sent: candidates for the way up. */
    List<ParsedCertificate> others() {
        return certificates.subList(1, certificates.size());
    }
}
