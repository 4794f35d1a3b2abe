package io.muster.core.backup;

import io.muster.core.identity.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The frames of one backup, in order: AES-256-GCM under a key that seals nothing else, so their numbers serve as nonces.
 * Bound into each are the header's hash and whether it is the last: a frame that was changed, moved, repeated, cut off
 * or taken from another backup does not open.
 */
final class Frames {
    /** Of the clear text of every frame but the last, which may have less. */
    static final int CLEAR_BYTES = 256 * 1024;

    static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;

    private final int mode;
    private final SecretKeySpec key;
    private final byte[] headerHash;
    private long number;

    private Frames(int mode, Secret key, byte[] header) {
        this.mode = mode;
        this.key = new SecretKeySpec(key.reveal(), "AES");
        try {
            this.headerHash = MessageDigest.getInstance("SHA-256").digest(header);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    static Frames sealing(Secret key, byte[] header) {
        return new Frames(Cipher.ENCRYPT_MODE, key, header);
    }

    static Frames opening(Secret key, byte[] header) {
        return new Frames(Cipher.DECRYPT_MODE, key, header);
    }

    /** The next frame; throws {@link BackupException} when it is not the one that belongs here. */
    byte[] next(byte[] bytes, int length, boolean last) {
        try {
            byte[] nonce =
                    ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(number).array();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(headerHash);
            cipher.updateAAD(new byte[] {(byte) (last ? 1 : 0)});
            byte[] done = cipher.doFinal(bytes, 0, length);
            number++;
            return done;
        } catch (GeneralSecurityException e) {
            throw new BackupException("the backup is damaged: its frame " + number + " does not open", e);
        }
    }
}
