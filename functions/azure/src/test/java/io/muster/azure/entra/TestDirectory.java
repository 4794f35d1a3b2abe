package io.muster.azure.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.muster.azure.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A directory that serves its keys over HTTPS, counts the fetches and can misbehave; and what it would sign. */
final class TestDirectory implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final String ISSUER = "https://sts.example/tenant/";
    static final String ISSUER_2 = "https://login.example/tenant/v2.0";
    static final String AUDIENCE = "https://azure-devices-provisioning.net";
    static final RSAKey RSA = rsa("rsa-1");
    static final RSAKey RSA_2 = rsa("rsa-2");
    static final ECKey EC = ec("ec-1");
    private static final SSLContext TLS = TestTls.loopback();

    private final AtomicInteger fetches = new AtomicInteger();
    private final HttpsServer server;
    private volatile int status = 200;
    private volatile String body = "";

    TestDirectory() {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("no server", e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(TLS));
        server.createContext("/", this::answer);
        server.start();
        serve(RSA, EC);
    }

    /** Serves these keys from now on. */
    void serve(JWK... keys) {
        answer(200, new JWKSet(List.of(keys)).toString(true));
    }

    /** Answers like this from now on. */
    void answer(int withStatus, String withBody) {
        status = withStatus;
        body = withBody;
    }

    int fetches() {
        return fetches.get();
    }

    TrustedDirectory trusted() {
        URI keys = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/keys");
        return new TrustedDirectory(Set.of(ISSUER, ISSUER_2), Set.of(AUDIENCE, "api://muster"), keys);
    }

    EntraTokens tokens(KeyTimes times) {
        return new EntraTokens(
                trusted(), () -> NOW, () -> HttpClient.newBuilder().sslContext(TLS), times);
    }

    EntraTokens tokens() {
        return tokens(KeyTimes.USUAL);
    }

    /** Claims that hold, with the role EnrollmentRead. */
    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .notBeforeTime(at(Duration.ofMinutes(-5)))
                .expirationTime(at(Duration.ofMinutes(55)))
                .claim("roles", List.of("EnrollmentRead"));
    }

    static Date at(Duration fromNow) {
        return Date.from(NOW.plus(fromNow));
    }

    static String signed(RSAKey key, JWTClaimsSet.Builder claims) {
        return signed(key, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()), claims);
    }

    static String signed(RSAKey key, JWSHeader.Builder header, JWTClaimsSet.Builder claims) {
        try {
            SignedJWT jwt = new SignedJWT(header.build(), claims.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signed(ECKey key, JWTClaimsSet.Builder claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .keyID(key.getKeyID())
                    .build();
            SignedJWT jwt = new SignedJWT(header, claims.build());
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
