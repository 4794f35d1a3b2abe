package io.muster.local.vault;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** The two ways to wrap a key with RSA that this vault offers, by their JSON Web Algorithms names. */
enum WrapAlgorithm {
    RSA_OAEP("RSA-OAEP", "SHA-1"),
    RSA_OAEP_256("RSA-OAEP-256", "SHA-256");

    private final String jwaName;
    private final String digest;

    WrapAlgorithm(String jwaName, String digest) {
        this.jwaName = jwaName;
        this.digest = digest;
    }

    static WrapAlgorithm named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.jwaName.equals(name))
                .findFirst()
                .orElseThrow(() -> VaultProblem.badParameter("The algorithm is not one that RSA keys wrap with."));
    }

    byte[] wrap(KeyVersion key, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw badValue(e);
        }
    }

    byte[] unwrap(KeyVersion key, byte[] wrapped) {
        try {
            return cipher(Cipher.DECRYPT_MODE, key).doFinal(wrapped);
        } catch (GeneralSecurityException e) {
            throw badValue(e);
        }
    }

    private Cipher cipher(int mode, KeyVersion key) throws GeneralSecurityException {
        // The mask's digest is named outright: Java's own default for OAEP with SHA-256 would mask with SHA-1.
        OAEPParameterSpec padding =
                new OAEPParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), PSource.PSpecified.DEFAULT);
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        try {
            cipher.init(mode, mode == Cipher.ENCRYPT_MODE ? key.publicKey() : key.privateKey(), padding);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("The vault's own key does not work", e);
        }
        return cipher;
    }

    // One answer for whatever is wrong with the value, so that the vault is no oracle about the padding.
    private static VaultProblem badValue(GeneralSecurityException cause) {
        VaultProblem problem = VaultProblem.badParameter("The value cannot be processed with this key.");
        problem.initCause(cause);
        return problem;
    }
}
