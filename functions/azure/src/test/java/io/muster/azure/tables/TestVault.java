package io.muster.azure.tables;

import io.muster.core.encryption.KeyWrapper;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** A vault with one AES key; counts how often it is asked to open something. */
final class TestVault implements KeyWrapper {
    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");

    final AtomicInteger unwraps = new AtomicInteger();
    private final AtomicInteger version = new AtomicInteger(1);
    private volatile boolean down;

    /** From now on it wraps with its next version. */
    void rotate() {
        version.incrementAndGet();
    }

    void down(boolean isDown) {
        down = isDown;
    }

    private void answer() {
        if (down) {
            throw Problem.unavailable("the key vault does not answer", new IllegalStateException("as told"));
        }
    }

    @Override
    public Wrapped wrap(Secret dataKey) {
        answer();
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.WRAP_MODE, KEY);
            byte[] wrapped = cipher.wrap(new SecretKeySpec(dataKey.reveal(), "AES"));
            return new Wrapped("test/" + version.get(), Base64.getEncoder().encodeToString(wrapped));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Secret unwrap(Wrapped wrapped) {
        unwraps.incrementAndGet();
        answer();
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.UNWRAP_MODE, KEY);
            byte[] bytes = Base64.getDecoder().decode(wrapped.base64());
            return Secret.of(cipher.unwrap(bytes, "AES", Cipher.SECRET_KEY).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
