package io.muster.core.testkit;

import io.muster.core.encryption.KeyWrapper;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A vault with one key of several versions, any of which can be disabled. What it wraps is in the clear. */
public final class InMemoryVault implements KeyWrapper {
    private final Journal journal;
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();
    private int version = 1;

    public InMemoryVault(Journal journal) {
        this.journal = journal;
    }

    @Override
    public Wrapped wrap(Secret dataKey) {
        journal.before("vault.wrap");
        return new Wrapped(name(version), Base64.getEncoder().encodeToString(dataKey.reveal()));
    }

    @Override
    public Secret unwrap(Wrapped wrapped) {
        journal.before("vault.unwrap");
        if (disabled.contains(wrapped.wrappingKeyId())) {
            throw Problem.unavailable("the vault refuses", new IllegalStateException("disabled"));
        }
        return Secret.of(Base64.getDecoder().decode(wrapped.base64()));
    }

    public void rotate() {
        version++;
    }

    public void disable(int old) {
        disabled.add(name(old));
    }

    public static String name(int version) {
        return "https://vault/keys/k/" + version;
    }
}
