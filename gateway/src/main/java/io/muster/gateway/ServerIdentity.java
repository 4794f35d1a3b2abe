package io.muster.gateway;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's keys and certificate chains, taken from their files anew when these change. Handshakes under way end with what they
 * began with; a file that cannot be served changes nothing. Safe for all threads.
 */
final class ServerIdentity extends X509ExtendedKeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(ServerIdentity.class);

    /** One state of the files; its number is the first part of its aliases. */
    private record Loaded(int number, X509ExtendedKeyManager keys) {}

    private final CertificateFiles files;
    private String seen;
    private volatile Loaded now;
    private volatile Loaded before;

    private ServerIdentity(CertificateFiles files, String seen, Loaded first) {
        this.files = files;
        this.seen = seen;
        this.now = first;
        this.before = first;
    }

    /** Throws IOException or GeneralSecurityException when the files hold no key that can be used. */
    static ServerIdentity read(CertificateFiles files) throws IOException, GeneralSecurityException {
        String fingerprint = files.fingerprint();
        return new ServerIdentity(files, fingerprint, new Loaded(0, keyManager(files.load(), files.password())));
    }

    /** Looks whether the files changed and takes what they hold, unless it is faulty or not valid at this time; blocks. */
    synchronized void refresh(Instant time) {
        String state = "unreadable";
        try {
            state = files.fingerprint();
            if (!state.equals(seen)) {
                KeyStore store = files.load();
                List<X509Certificate> leaves = leaves(store);
                for (X509Certificate leaf : leaves) {
                    leaf.checkValidity(Date.from(time));
                }
                before = now;
                now = new Loaded(now.number() + 1, keyManager(store, files.password()));
                leaves.forEach(leaf -> LOG.info(
                        "The server certificate was renewed: {} valid until {}",
                        leaf.getSubjectX500Principal().getName(),
                        leaf.getNotAfter().toInstant()));
            }
        } catch (IOException | GeneralSecurityException e) {
            // Once for each state: the next look at the same files tells nothing new.
            if (!state.equals(seen)) {
                LOG.error("The server certificate's files changed and cannot be used, the old one stays: {}", told(e));
            }
        }
        seen = state;
    }

    /** Without the message of an IOException, which can hold anything. */
    private static String told(Exception fault) {
        String kind = fault.getClass().getSimpleName();
        return fault instanceof GeneralSecurityException ? kind + ": " + fault.getMessage() : kind;
    }

    private static List<X509Certificate> leaves(KeyStore store) throws GeneralSecurityException {
        List<X509Certificate> leaves = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                leaves.add((X509Certificate) store.getCertificate(alias));
            }
        }
        return leaves;
    }

    private static X509ExtendedKeyManager keyManager(KeyStore keys, char[] password) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        return Arrays.stream(factory.getKeyManagers())
                .filter(X509ExtendedKeyManager.class::isInstance)
                .map(X509ExtendedKeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("No X.509 key in it"));
    }

    private static @Nullable String alias(Loaded loaded, @Nullable String inner) {
        return inner == null ? null : loaded.number() + ":" + inner;
    }

    /** What an alias of ours stands for: the state it was chosen from, and the name it has there. */
    private Optional<Loaded> chosenFrom(String alias) {
        String number = alias.substring(0, alias.indexOf(':') + 1);
        return Stream.of(now, before)
                .filter(each -> number.equals(each.number() + ":"))
                .findFirst();
    }

    private static String inner(String alias) {
        return alias.substring(alias.indexOf(':') + 1);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        Loaded loaded = now;
        return alias(loaded, loaded.keys().chooseEngineServerAlias(keyType, issuers, engine));
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        Loaded loaded = now;
        return alias(loaded, loaded.keys().chooseServerAlias(keyType, issuers, socket));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return chosenFrom(alias)
                .map(loaded -> loaded.keys().getCertificateChain(inner(alias)))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return chosenFrom(alias)
                .map(loaded -> loaded.keys().getPrivateKey(inner(alias)))
                .orElse(null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        Loaded loaded = now;
        String[] inner = loaded.keys().getServerAliases(keyType, issuers);
        return inner == null
                ? null
                : Arrays.stream(inner).map(each -> loaded.number() + ":" + each).toArray(String[]::new);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
