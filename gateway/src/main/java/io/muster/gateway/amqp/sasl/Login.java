package io.muster.gateway.amqp.sasl;

/** How a client has said who it is. */
public sealed interface Login {
    /** Its TLS handshake speaks for it; which device it is only its links say. */
    record ByCertificate() implements Login {}

    /** It named itself and showed a token for that name. */
    record ByToken(DeviceName device, String token) implements Login {
        @Override
        public String toString() {
            return "ByToken"; // the token is a secret
        }
    }

    /** It named itself, showed its TPM's keys and a token its TPM has signed. */
    record ByTpm(DeviceName device, String token, TpmIdentity keys) implements Login {
        @Override
        public String toString() {
            return "ByTpm"; // the token is a secret
        }
    }
}
