package io.muster.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The authorities whose certificates upstreams may show, from a file of the form PEM. */
final class TrustFile {
    private TrustFile() {}

    /** Throws IOException or GeneralSecurityException when the file holds no certificate. */
    static X509TrustManager read(Path file) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (X509Certificate certificate : Pem.read(List.of(file)).certificates()) {
            trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
        }
        if (trusted.size() == 0) {
            throw new CertificateException("No certificate in it");
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("No trust manager"));
    }
}
