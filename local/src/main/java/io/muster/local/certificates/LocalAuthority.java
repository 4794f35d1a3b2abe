package io.muster.local.certificates;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The P-256 development CA of the local service. It lives in one directory and is used again on the next start, so
 * that a user who trusts {@link #caFile()} has to do it once.
 */
public final class LocalAuthority {

    /** The trust store holds public certificates only, so its password guards nothing and may stand on a command line. */
    public static final String TRUST_STORE_PASSWORD = "changeit";

    private final Path directory;
    private final StoredRoot root;
    private final Clock clock;

    private LocalAuthority(Path directory, StoredRoot root, Clock clock) {
        this.directory = directory;
        this.root = root;
        this.clock = clock;
    }

    /**
     * Opens the authority of {@code directory}, making a new one when there is none or it has less than 30 days left.
     *
     * @throws IOException if the directory cannot be used
     * @throws GeneralSecurityException if the stored key or certificate is broken
     */
    public static LocalAuthority open(Path directory, Clock clock) throws IOException, GeneralSecurityException {
        OwnerOnly.makeDirectory(directory);
        return new LocalAuthority(directory, StoredRoot.openOrCreate(directory, clock), clock);
    }

    /** The CA certificate as PEM, for clients to trust. */
    public Path caFile() {
        return StoredRoot.certificateFile(directory);
    }

    /** The CA certificate. */
    public X509Certificate certificate() {
        return root.certificate();
    }

    /** Writes a PKCS12 trust store that holds the CA and nothing else. */
    public KeyStoreFile trustStore() throws IOException, GeneralSecurityException {
        return PkcsFiles.write(directory, "trust.p12", trustedRoot(), TRUST_STORE_PASSWORD);
    }

    /**
     * Issues a server certificate with a new key into {@code <name>.p12}, under a new random password.
     *
     * @param name file name without ending, also the subject and the alias
     * @param dnsNames host names
     * @param addresses IPv4 or IPv6 literals
     */
    public KeyStoreFile issueServer(String name, List<String> dnsNames, List<String> addresses)
            throws IOException, GeneralSecurityException {
        KeyPair keys = CertificateForge.newKeyPair();
        X509Certificate server = CertificateForge.server(
                keys.getPublic(),
                name,
                alternativeNames(dnsNames, addresses),
                root.certificate(),
                root.keys(),
                clock.instant());

        String password = randomPassword();
        KeyStore store = PkcsFiles.empty();
        store.setKeyEntry(
                name, keys.getPrivate(), password.toCharArray(), new Certificate[] {server, root.certificate()});
        return PkcsFiles.write(directory, name + ".p12", store, password);
    }

    /** A TLS context for clients that trusts this authority alone. */
    public SSLContext clientContext() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trustedRoot());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore trustedRoot() throws GeneralSecurityException {
        KeyStore store = PkcsFiles.empty();
        store.setCertificateEntry("muster-local-ca", root.certificate());
        return store;
    }

    private static GeneralNames alternativeNames(List<String> dnsNames, List<String> addresses) {
        return new GeneralNames(Stream.concat(
                        dnsNames.stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                        addresses.stream().map(address -> new GeneralName(GeneralName.iPAddress, address)))
                .toArray(GeneralName[]::new));
    }

    private static String randomPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
