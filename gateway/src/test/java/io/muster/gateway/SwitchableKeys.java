package io.muster.gateway;

import io.muster.gateway.CertificateForge.Credential;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A client's key manager whose credential can be put in and taken out; remembers which CAs the server named. */
final class SwitchableKeys extends X509ExtendedKeyManager {
    private volatile Optional<Credential> credential = Optional.empty();
    private volatile Optional<PrivateKey> otherKey = Optional.empty();
    private volatile int asked;
    private volatile List<Principal> issuersNamed = List.of();

    void show(Credential shown) {
        credential = Optional.of(shown);
    }

    /** Shows the chain but signs with another key, as one who copied a certificate would. */
    void showWithKeyOf(Credential shown, Credential thief) {
        credential = Optional.of(shown);
        otherKey = Optional.of(thief.key());
    }

    /** How often a server asked for a certificate. */
    int asked() {
        return asked;
    }

    List<Principal> issuersNamed() {
        return issuersNamed;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one handshake at a time
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        asked++;
        issuersNamed = issuers == null ? List.of() : List.of(issuers);
        return credential.isPresent() ? "it" : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chooseClientAlias(keyType, issuers, null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return credential.map(it -> it.chain().toArray(new X509Certificate[0])).orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return otherKey.or(() -> credential.map(Credential::key)).orElse(null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[0];
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
