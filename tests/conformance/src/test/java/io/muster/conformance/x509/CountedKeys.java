package io.muster.conformance.x509;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows one device's chain and counts how often it is asked for it, which is once a full handshake. */
final class CountedKeys extends X509ExtendedKeyManager {
    private static final String ALIAS = "device";

    private final X509Device device;
    private final AtomicInteger asked = new AtomicInteger();

    CountedKeys(X509Device device) {
        this.device = device;
    }

    int asked() {
        return asked.get();
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        asked.incrementAndGet();
        return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return chooseClientAlias(keyTypes, issuers, new Socket());
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        throw new IllegalStateException("a device is no server");
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return device.certificates();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return device.key();
    }
}
