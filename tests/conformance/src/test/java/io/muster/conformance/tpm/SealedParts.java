package io.muster.conformance.tpm;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tss.TpmBuffer;
import tss.tpm.TPM2B_DATA;
import tss.tpm.TPM2B_ENCRYPTED_SECRET;
import tss.tpm.TPM2B_ID_OBJECT;
import tss.tpm.TPM2B_PRIVATE;
import tss.tpm.TPM2B_PUBLIC;

/** An {@code authenticationKey} taken apart by the vendor's library, in the order of its parts (clients.md section 5). */
record SealedParts(
        TPM2B_ID_OBJECT credential,
        TPM2B_ENCRYPTED_SECRET credentialSecret,
        TPM2B_PRIVATE duplicate,
        TPM2B_ENCRYPTED_SECRET duplicateSecret,
        TPM2B_PUBLIC publicArea,
        TPM2B_DATA uri) {
    static SealedParts of(byte[] sealed) {
        TpmBuffer buffer = new TpmBuffer(sealed);
        SealedParts parts = new SealedParts(
                TPM2B_ID_OBJECT.fromTpm(buffer),
                TPM2B_ENCRYPTED_SECRET.fromTpm(buffer),
                TPM2B_PRIVATE.fromTpm(buffer),
                TPM2B_ENCRYPTED_SECRET.fromTpm(buffer),
                TPM2B_PUBLIC.fromTpm(buffer),
                TPM2B_DATA.fromTpm(buffer));
        if (!buffer.isOk() || buffer.curPos() != sealed.length) {
            throw new IllegalArgumentException("not the six parts of an authentication key");
        }
        return parts;
    }

    String uri(byte[] innerKey) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CFB/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(innerKey, "AES"), new IvParameterSpec(new byte[16]));
            return new String(cipher.doFinal(uri.buffer), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
