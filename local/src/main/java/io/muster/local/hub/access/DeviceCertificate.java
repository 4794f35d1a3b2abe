package io.muster.local.hub.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The certificates a device has shown in its TLS handshake, its own first; TLS has proven that it holds the key. */
public record DeviceCertificate(List<X509Certificate> chain) {

    public DeviceCertificate {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("No certificate");
        }
        chain = List.copyOf(chain);
    }

    private X509Certificate own() {
        return chain.get(0);
    }

    public Instant until() {
        return own().getNotAfter().toInstant();
    }

    public boolean isValidAt(Instant now) {
        return !now.isBefore(own().getNotBefore().toInstant()) && now.isBefore(until());
    }

    /** Whether the hex text is its SHA-1 (40 digits) or SHA-256 (64 digits) thumbprint; the empty text is nobody's. */
    public boolean hasThumbprint(String hex) {
        return switch (hex.length()) {
            case 40 -> hex.equalsIgnoreCase(thumbprint("SHA-1"));
            case 64 -> hex.equalsIgnoreCase(thumbprint("SHA-256"));
            default -> false;
        };
    }

    private String thumbprint(String digest) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(own().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + digest, e);
        }
    }

    /** Whether its subject's common name is this. */
    public boolean hasCommonName(String name) {
        try {
            return new LdapName(own().getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .anyMatch(rdn -> rdn.getType().equalsIgnoreCase("CN")
                                    && name.equals(rdn.getValue().toString()));
        } catch (InvalidNameException e) {
            return false;
        }
    }

    /** Whether the chain leads to one of the authorities. */
    public boolean isSignedBelow(Set<X509Certificate> authorities, Instant now) {
        if (authorities.isEmpty()) {
            return false;
        }
        try {
            PKIXParameters parameters = new PKIXParameters(authorities.stream()
                    .map(authority -> new TrustAnchor(authority, null))
                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            List<X509Certificate> path =
                    chain.stream().filter(each -> !authorities.contains(each)).toList();
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return !path.isEmpty();
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
