package io.muster.bench.jmh;

import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.testkit.SoftTpm;
import io.muster.core.tpm.TpmChallenges;
import io.muster.core.tpm.TpmPublic;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A challenge to a TPM, beside the cryptography that its format prescribes. */
@State(Scope.Benchmark)
public class TpmBench {
    /** Of the challenge's key, and three for each of the two wraps: two keys and one integrity value. */
    private static final int HMACS = 7;

    private static final int MODULUS_BYTES = 256;

    private final SecureRandom random = new SecureRandom();
    private final SoftTpm tpm = SoftTpm.make();
    private final TpmPublic ek = TpmPublic.endorsementKey(tpm.ek());
    private final TpmPublic srk = TpmPublic.storageRootKey(tpm.srk());
    private final PublicKey bareEk = bare(tpm.ek());
    private final PublicKey bareSrk = bare(tpm.srk());
    private final byte[] seed = new byte[32];
    private final byte[] text = new byte[128];
    private final TpmChallenges challenges = new TpmChallenges(() -> secret(), new IdScope("0ne00BENCH0"), random);
    private final RegistrationId id = new RegistrationId("device-1");
    private final Instant now = Instant.parse("2026-11-23T10:00:00Z");

    private Secret secret() {
        return Secret.of(seed);
    }

    @Benchmark
    public String muster(CpuClock clock) {
        String blob = challenges.challenge(id, ek, srk, now);
        clock.called();
        return blob;
    }

    /** And with both keys parsed first, as a request brings them. */
    @Benchmark
    public String musterWithKeys(CpuClock clock) {
        String blob = challenges.challenge(
                id, TpmPublic.endorsementKey(ek.base64()), TpmPublic.storageRootKey(srk.base64()), now);
        clock.called();
        return blob;
    }

    @Benchmark
    public int bare(CpuClock clock) throws GeneralSecurityException {
        int sum = oaep(bareEk)[0] + oaep(bareSrk)[0];
        for (int i = 0; i < HMACS; i++) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(seed, "HmacSHA256"));
            sum += mac.doFinal(text)[0];
        }
        clock.called();
        return sum;
    }

    private byte[] oaep(PublicKey key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                key,
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT),
                random);
        return cipher.doFinal(seed);
    }

    private static PublicKey bare(String publicArea) {
        byte[] bytes = Base64.getDecoder().decode(publicArea);
        byte[] modulus = Arrays.copyOfRange(bytes, bytes.length - MODULUS_BYTES, bytes.length);
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(new BigInteger(1, modulus), BigInteger.valueOf(65537)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
