package io.muster.core.certificate;

import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/** The name constraints of the certificate at the top, which the JDK, taking an anchor for a name and a key, passes over. */
final class AnchorNames {
    private AnchorNames() {}

    static Optional<Flaw> flaw(List<Link> path) {
        ParsedCertificate anchor = path.get(path.size() - 1).certificate();
        byte[] extension = anchor.x509().getExtensionValue(Extension.nameConstraints.getId());
        try {
            return extension == null ? Optional.empty() : flaw(path, extension);
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    anchor.flaw(CertificateReason.CERTIFICATE_MALFORMED, "its name constraints cannot be read"));
        }
    }

    private static Optional<Flaw> flaw(List<Link> path, byte[] extension) {
        PKIXNameConstraintValidator validator = validator(NameConstraints.getInstance(
                ASN1OctetString.getInstance(extension).getOctets()));
        for (int i = path.size() - 2; i >= 0; i--) {
            ParsedCertificate certificate = path.get(i).certificate();
            // Self-issued CAs are exempt (RFC 5280, 6.1.3).
            if ((i == 0 || !certificate.selfIssued()) && !permitted(certificate, validator)) {
                return Optional.of(certificate.flaw(
                        CertificateReason.NAME_CONSTRAINTS, "the CA at the top does not permit its name"));
            }
        }
        return Optional.empty();
    }

    private static PKIXNameConstraintValidator validator(NameConstraints constraints) {
        PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
        if (constraints.getPermittedSubtrees() != null) {
            validator.intersectPermittedSubtree(constraints.getPermittedSubtrees());
        }
        if (constraints.getExcludedSubtrees() != null) {
            for (GeneralSubtree excluded : constraints.getExcludedSubtrees()) {
                validator.addExcludedSubtree(excluded);
            }
        }
        return validator;
    }

    private static boolean permitted(ParsedCertificate certificate, PKIXNameConstraintValidator validator) {
        try {
            X500Name subject = X500Name.getInstance(certificate.subject().getEncoded());
            validator.checkPermittedDN(subject);
            validator.checkExcludedDN(subject);
            byte[] others = certificate.x509().getExtensionValue(Extension.subjectAlternativeName.getId());
            if (others != null) {
                GeneralNames names = GeneralNames.getInstance(
                        ASN1OctetString.getInstance(others).getOctets());
                for (GeneralName name : names.getNames()) {
                    validator.checkPermitted(name);
                    validator.checkExcluded(name);
                }
            }
            return true;
        } catch (NameConstraintValidatorException e) {
            return false;
        }
    }
}
