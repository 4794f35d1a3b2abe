package io.muster.azure.keyvault;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClientBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One client a key version, all over one HTTP client; made when first asked for. */
final class VaultClients {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int RETRIES = 2;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Supplier<TokenCredential> credential;
    private final boolean local;
    private final Supplier<java.net.http.HttpClient.Builder> connections;
    private final Map<String, CryptographyClient> clients = new HashMap<>();
    private @Nullable HttpClient http;
    private @Nullable TokenCredential token;

    VaultClients(
            Supplier<TokenCredential> credential,
            boolean local,
            Supplier<java.net.http.HttpClient.Builder> connections) {
        this.credential = credential;
        this.local = local;
        this.connections = connections;
    }

    synchronized CryptographyClient of(KeyAddress address) {
        return clients.computeIfAbsent(address.id(), this::build);
    }

    private CryptographyClient build(String keyId) {
        CryptographyClientBuilder builder = new CryptographyClientBuilder()
                .keyIdentifier(keyId)
                .credential(token())
                .httpClient(http())
                .retryOptions(new RetryOptions(new FixedDelayOptions(RETRIES, PAUSE)))
                // Otherwise the client fetches the public key, wraps by itself and does not say with which version.
                .disableKeyCaching();
        if (local) {
            builder.disableChallengeResourceVerification();
        }
        return builder.buildClient();
    }

    private HttpClient http() {
        if (http == null) {
            http = new JdkHttpClientBuilder(connections.get())
                    .connectionTimeout(TIMEOUT)
                    .writeTimeout(TIMEOUT)
                    .responseTimeout(TIMEOUT)
                    .readTimeout(TIMEOUT)
                    .build();
        }
        return http;
    }

    private TokenCredential token() {
        if (token == null) {
            token = credential.get();
        }
        return token;
    }
}
