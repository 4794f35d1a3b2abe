package io.muster.azure.keyvault;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.AzureException;
import com.azure.core.exception.HttpResponseException;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.WrapResult;
import io.muster.core.encryption.KeyWrapper;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.Supplier;

/** Wraps data keys with an RSA key of Key Vault (RSA-OAEP-256); the work is done in the vault, its clients made at first use. */
public final class KeyVaultKeyWrapper implements KeyWrapper {
    private static final KeyWrapAlgorithm ALGORITHM = KeyWrapAlgorithm.RSA_OAEP_256;

    private final KeyAddress key;
    private final VaultClients clients;

    /**
     * Throws IllegalArgumentException when {@code keyUrl} is no key's address.
     *
     * @param keyUrl {@code https://vault/keys/name[/version]}
     * @param credential asked for at first use
     * @param local the vault is this service's own local one, which names another resource in its challenge
     */
    public KeyVaultKeyWrapper(String keyUrl, Supplier<TokenCredential> credential, boolean local) {
        this(keyUrl, credential, local, HttpClient::newBuilder);
    }

    KeyVaultKeyWrapper(
            String keyUrl,
            Supplier<TokenCredential> credential,
            boolean local,
            Supplier<HttpClient.Builder> connections) {
        key = KeyAddress.parse(keyUrl);
        clients = new VaultClients(credential, local, connections);
    }

    @Override
    public Wrapped wrap(Secret dataKey) {
        WrapResult result = call("wrap", key, client -> client.wrapKey(ALGORITHM, dataKey.reveal()));
        // Checked now: a data key sealed under an id that unwrap refuses would be lost.
        KeyAddress version = ownVersion(result.getKeyId());
        return new Wrapped(version.id(), Base64.getEncoder().encodeToString(result.getEncryptedKey()));
    }

    @Override
    public Secret unwrap(Wrapped wrapped) {
        KeyAddress version = ownVersion(wrapped.wrappingKeyId());
        byte[] sealed = Base64.getDecoder().decode(wrapped.base64());
        return call(
                "unwrap",
                version,
                client -> Secret.of(client.unwrapKey(ALGORITHM, sealed).getKey()));
    }

    /** Key ids come from storage: following one elsewhere would show a vault token to whoever wrote it there. */
    private KeyAddress ownVersion(String id) {
        KeyAddress version = KeyAddress.parse(id);
        if (!version.vault().equals(key.vault()) || !version.versioned()) {
            throw new IllegalStateException("a wrapped data key names no key version of this service's vault");
        }
        return version;
    }

    private <T> T call(String what, KeyAddress address, Function<CryptographyClient, T> request) {
        try {
            return request.apply(clients.of(address));
        } catch (HttpResponseException e) {
            int status = e.getResponse() == null ? 0 : e.getResponse().getStatusCode();
            throw unavailable(address, what + " answered " + status, e);
        } catch (AzureException | UncheckedIOException | IllegalStateException e) {
            throw unavailable(address, what + " got no answer", e);
        }
    }

    /** Who asks learns that it is the vault, the operator which one; neither the key. */
    private static Problem unavailable(KeyAddress address, String fault, Throwable cause) {
        return Problem.unavailable(
                "the key vault does not answer", "key vault " + address.vault() + ": " + fault, cause);
    }
}
