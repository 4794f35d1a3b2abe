package io.muster.core.tpm;

import java.math.BigInteger;

/** The checks of a TPMT_PUBLIC: is it a key that keeps what is sent to it inside its TPM? */
final class PublicArea {
    static final int SHA256 = 0x000B;
    static final BigInteger EXPONENT = BigInteger.valueOf(65537);

    private static final int RSA = 0x0001;
    private static final int AES = 0x0006;
    private static final int CFB = 0x0043;
    private static final int NO_SCHEME = 0x0010;
    private static final int KEY_BITS = 2048;
    private static final int DIGEST_BYTES = 32;

    private static final int FIXED_TPM = 0x2;
    private static final int FIXED_PARENT = 0x10;
    private static final int SENSITIVE_DATA_ORIGIN = 0x20;
    private static final int RESTRICTED = 0x1_0000;
    private static final int DECRYPT = 0x2_0000;
    private static final int SIGN = 0x4_0000;

    /*
     * 2.37. The key pair was made in this TPM and cannot leave it, and whatever it decrypts stays inside: a TPM gives an
     * object with these bits only to its own keys, and the credential opens only for an object of this very name. The other
     * bits say who may use or administer the key (userWithAuth, adminWithPolicy, noDA); templates differ there, and none of
     * them brings a secret out.
     */
    private static final int REQUIRED = FIXED_TPM | FIXED_PARENT | SENSITIVE_DATA_ORIGIN | RESTRICTED | DECRYPT;

    private PublicArea() {}

    /** The modulus of a public area that passes; throws IllegalArgumentException that says what does not. */
    static byte[] modulus(byte[] area) {
        TpmReader reader = new TpmReader(area);
        require(reader.uint16("type") == RSA, "is no RSA key");
        require(reader.uint16("name algorithm") == SHA256, "has a name algorithm other than SHA-256");
        checkAttributes(reader.uint32("attributes"));
        // Which policy guards its use is the TPM owner's business; makers and versions of the template differ.
        int policy = reader.sized("policy").length;
        require(policy == 0 || policy == DIGEST_BYTES, "has a policy that is no SHA-256 digest");
        checkProtection(reader);
        return checkedModulus(reader);
    }

    private static void checkAttributes(int attributes) {
        require(
                (attributes & REQUIRED) == REQUIRED,
                "must be fixedTPM, fixedParent, sensitiveDataOrigin, restricted and decrypt, has attributes "
                        + hex(attributes));
        require((attributes & SIGN) == 0, "must not be a signing key, has attributes " + hex(attributes));
    }

    /** The clients import with AES-128 whatever the key says, so that another cipher would only fail later, in the TPM. */
    private static void checkProtection(TpmReader reader) {
        boolean aes128cfb = reader.uint16("symmetric algorithm") == AES
                && reader.uint16("symmetric key bits") == 128
                && reader.uint16("symmetric mode") == CFB;
        require(aes128cfb, "does not protect with AES-128-CFB");
        require(reader.uint16("scheme") == NO_SCHEME, "has a scheme of its own");
    }

    private static byte[] checkedModulus(TpmReader reader) {
        require(reader.uint16("key bits") == KEY_BITS, "is no RSA key of 2048 bits");
        int exponent = reader.uint32("exponent");
        // 0 stands for the default; only some tools write it out.
        require(exponent == 0 || exponent == EXPONENT.intValue(), "has an exponent other than 65537");
        byte[] modulus = reader.sized("modulus");
        require(reader.left() == 0, "has bytes after its modulus");
        boolean proper = modulus.length == KEY_BITS / 8 && modulus[0] < 0 && (modulus[modulus.length - 1] & 1) == 1;
        require(proper, "has a modulus that is not odd or not of 2048 bits");
        return modulus;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static String hex(int attributes) {
        return String.format("0x%08X", attributes);
    }
}
