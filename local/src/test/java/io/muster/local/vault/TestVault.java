package io.muster.local.vault;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.KeyClientBuilder;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import reactor.core.publisher.Mono;

/** A vault of this JVM with the key {@code wrapping}, and real clients for it over the JDK's HTTP client. */
final class TestVault implements AutoCloseable {
    static final String KEY = "wrapping";
    static final String TOKEN = "a-token-for-tests";

    // The client warns at each request that the JDK sets the content length itself.
    private static final Logger CLIENT_LOG = Logger.getLogger("com.azure");

    private final LoopbackVault vault;
    private final java.net.http.HttpClient http;
    private final HttpClient azureHttp;

    private TestVault(LoopbackVault vault, TestCertificate certificate) throws GeneralSecurityException, IOException {
        CLIENT_LOG.setLevel(Level.OFF);
        this.vault = vault;
        this.http = java.net.http.HttpClient.newBuilder()
                .sslContext(certificate.client())
                .build();
        this.azureHttp = new JdkHttpClientBuilder(
                        java.net.http.HttpClient.newBuilder().sslContext(certificate.client()))
                .build();
    }

    static TestVault start(Optional<Path> data) throws GeneralSecurityException, IOException {
        TestCertificate certificate = new TestCertificate();
        VaultSettings settings =
                new VaultSettings(0, 0, certificate.server(), new BearerToken(TOKEN), List.of(KEY), data);
        return new TestVault(LoopbackVault.start(settings, Clock.systemUTC()), certificate);
    }

    String url() {
        return "https://127.0.0.1:" + vault.port();
    }

    KeyClient keys() {
        return keys(TOKEN);
    }

    KeyClient keys(String token) {
        return new KeyClientBuilder()
                .vaultUrl(url())
                .httpClient(azureHttp)
                .credential(credential(token))
                .disableChallengeResourceVerification()
                .retryOptions(retries())
                .buildClient();
    }

    CryptographyClient cryptography(String keyId) {
        return new CryptographyClientBuilder()
                .keyIdentifier(keyId)
                .httpClient(azureHttp)
                .credential(credential(TOKEN))
                .disableChallengeResourceVerification()
                .retryOptions(retries())
                .buildClient();
    }

    JsonNode admin(String method, String verb) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request("http://127.0.0.1:" + vault.adminPort() + verb, method));
        if (response.statusCode() != 200) {
            throw new AssertionError(verb + " answered " + response.statusCode());
        }
        return new ObjectMapper().readTree(response.body());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static HttpRequest request(String url, String method, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
        return headers.length == 0 ? builder.build() : builder.headers(headers).build();
    }

    @Override
    public void close() {
        vault.close();
    }

    private static TokenCredential credential(String token) {
        return context -> Mono.just(new AccessToken(token, OffsetDateTime.parse("2199-01-01T00:00:00Z")));
    }

    private static RetryOptions retries() {
        return new RetryOptions(new FixedDelayOptions(2, Duration.ofMillis(50)));
    }
}
