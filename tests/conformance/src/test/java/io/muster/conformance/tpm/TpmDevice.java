package io.muster.conformance.tpm;

import java.util.HexFormat;
import tss.Tpm;
import tss.tpm.StartAuthSessionResponse;
import tss.tpm.TPM2B_PRIVATE;
import tss.tpm.TPM2B_PUBLIC;
import tss.tpm.TPMS_PCR_SELECTION;
import tss.tpm.TPMS_SENSITIVE_CREATE;
import tss.tpm.TPMT_PUBLIC;
import tss.tpm.TPMT_SYM_DEF;
import tss.tpm.TPMT_SYM_DEF_OBJECT;
import tss.tpm.TPM_ALG_ID;
import tss.tpm.TPM_HANDLE;
import tss.tpm.TPM_SE;

/**
 * A device's use of its TPM, by the vendor's library and in the steps of the vendor's clients (clients.md section 5). What the
 * TPM will not do is thrown as a TpmException with its response code.
 */
final class TpmDevice implements AutoCloseable {
    private static final TPM_HANDLE ENDORSEMENT_KEY = TPM_HANDLE.persistent(0x00010001);
    private static final TPM_HANDLE STORAGE_ROOT_KEY = TPM_HANDLE.persistent(0x00000001);
    private static final TPM_HANDLE IDENTITY_KEY = TPM_HANDLE.persistent(0x00000100);

    /** The default templates: RSA 2048 with AES-128-CFB, up to the unique part. */
    private static final String EK_TEMPLATE = "0001000b000300b2"
            + "0020837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa0006008000430010080000000000";

    private static final String SRK_TEMPLATE = "0001000b0003047200000006008000430010080000000000";
    private static final byte[] NONE = {};

    private final SoftwareTpm process;
    private final Tpm tpm = new Tpm();
    private final byte[] endorsementKey;
    private final byte[] storageRootKey;

    private TpmDevice(SoftwareTpm process) {
        this.process = process;
        tpm._setDevice(new SoftwareTpmConnection(process.channel()));
        endorsementKey = createPrimary(TPM_HANDLE.ENDORSEMENT, EK_TEMPLATE, ENDORSEMENT_KEY);
        storageRootKey = createPrimary(TPM_HANDLE.OWNER, SRK_TEMPLATE, STORAGE_ROOT_KEY);
    }

    /** A device with a new TPM, its two keys made and persisted. */
    static TpmDevice start() {
        SoftwareTpm process = SoftwareTpm.start();
        try {
            return new TpmDevice(process);
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /** TPM2B_PUBLIC. */
    byte[] endorsementKey() {
        return endorsementKey.clone();
    }

    /** TPM2B_PUBLIC. */
    byte[] storageRootKey() {
        return storageRootKey.clone();
    }

    /** Opens an authentication key and keeps what it holds as the identity key, in place of a former one; the uri. */
    String activate(byte[] authenticationKey) {
        SealedParts parts = SealedParts.of(authenticationKey);
        byte[] innerKey = activateCredential(parts);
        TPM2B_PRIVATE imported = tpm.Import(
                STORAGE_ROOT_KEY,
                innerKey,
                parts.publicArea().publicArea,
                parts.duplicate(),
                parts.duplicateSecret().secret,
                new TPMT_SYM_DEF_OBJECT(TPM_ALG_ID.AES, 128, TPM_ALG_ID.CFB));
        persist(tpm.Load(STORAGE_ROOT_KEY, imported, parts.publicArea().publicArea), IDENTITY_KEY);
        return parts.uri(innerKey);
    }

    /** HMAC-SHA-256 with the identity key. */
    byte[] sign(byte[] text) {
        return tpm.HMAC(IDENTITY_KEY, text, TPM_ALG_ID.SHA256);
    }

    boolean isRunning() {
        return process.isRunning();
    }

    @Override
    public void close() {
        process.close();
    }

    /** By the policy of the endorsement key's default template: whoever may use the endorsement hierarchy. */
    private byte[] activateCredential(SealedParts parts) {
        StartAuthSessionResponse session = tpm.StartAuthSession(
                TPM_HANDLE.NULL,
                TPM_HANDLE.NULL,
                new byte[32],
                NONE,
                TPM_SE.POLICY,
                new TPMT_SYM_DEF(TPM_ALG_ID.NULL, 0, TPM_ALG_ID.NULL),
                TPM_ALG_ID.SHA256);
        try {
            tpm.PolicySecret(TPM_HANDLE.ENDORSEMENT, session.handle, NONE, NONE, NONE, 0);
            return tpm._withSessions(TPM_HANDLE.pwSession(NONE), session.handle)
                    .ActivateCredential(
                            STORAGE_ROOT_KEY,
                            ENDORSEMENT_KEY,
                            parts.credential().credential,
                            parts.credentialSecret().secret);
        } finally {
            // A TPM has three places for sessions, and a refused command leaves its own behind.
            tpm._allowErrors().FlushContext(session.handle);
        }
    }

    private byte[] createPrimary(TPM_HANDLE hierarchy, String template, TPM_HANDLE place) {
        byte[] publicArea = HexFormat.of().parseHex(template + "0100" + "00".repeat(256));
        var created = tpm.CreatePrimary(
                hierarchy,
                new TPMS_SENSITIVE_CREATE(NONE, NONE),
                TPMT_PUBLIC.fromBytes(publicArea),
                NONE,
                new TPMS_PCR_SELECTION[0]);
        persist(created.handle, place);
        return new TPM2B_PUBLIC(created.outPublic).toBytes();
    }

    private void persist(TPM_HANDLE loaded, TPM_HANDLE place) {
        // Nothing is there at first.
        tpm._allowErrors().EvictControl(TPM_HANDLE.OWNER, place, place);
        tpm.EvictControl(TPM_HANDLE.OWNER, loaded, place);
        tpm.FlushContext(loaded);
    }
}
