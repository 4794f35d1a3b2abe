package io.muster.conformance.tpm;

import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderTpm;
import com.microsoft.azure.sdk.iot.provisioning.security.exceptions.SecurityProviderException;
import java.nio.charset.StandardCharsets;
import tss.TpmException;

/** What the vendor's device SDK asks for, answered by a TPM. The registration id is the SDK's default. */
final class TpmSecurityProvider extends SecurityProviderTpm {
    private final TpmDevice device;

    TpmSecurityProvider(TpmDevice device) {
        this.device = device;
    }

    @Override
    public byte[] getEndorsementKey() {
        return device.endorsementKey();
    }

    @Override
    public byte[] getStorageRootKey() {
        return device.storageRootKey();
    }

    @Override
    public byte[] activateIdentityKey(byte[] authenticationKey) throws SecurityProviderException {
        try {
            return device.activate(authenticationKey).getBytes(StandardCharsets.UTF_8);
        } catch (TpmException e) {
            throw new SecurityProviderException("the TPM does not activate the key", e);
        }
    }

    @Override
    public byte[] signWithIdentity(byte[] text) {
        return device.sign(text);
    }
}
