package io.muster.gateway.amqp.sasl;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The two public keys a TPM shows, Base64 of TPM2B_PUBLIC: endorsement key and storage root key. */
public record TpmIdentity(String endorsementKey, String storageRootKey) {
    static TpmIdentity of(byte[] endorsementKey, byte[] storageRootKey) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new TpmIdentity(base64.encodeToString(endorsementKey), base64.encodeToString(storageRootKey));
    }

    /** The body of a call that carries nothing but the keys. */
    public byte[] body(String registrationId) {
        return new JsonObject()
                .put("registrationId", registrationId)
                .put("tpm", json())
                .toBuffer()
                .getBytes();
    }

    /**
     * The body with the keys in it, which the app needs in each register, while some devices show them in SASL only. All
     * else stays as sent to the letter: the payload is any JSON. What is no JSON object is left for the app to refuse.
     */
    public byte[] addTo(byte[] body, String registrationId) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return body(registrationId);
        }
        try {
            JsonObject object = new JsonObject(Buffer.buffer(body));
            if (object.containsKey("tpm")) {
                return body;
            }
            String rest = text.substring(1);
            String keys = "{\"tpm\":" + json().encode() + (object.isEmpty() ? "" : ",");
            return (keys + rest).getBytes(StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            // Vert.x tells by several unchecked exceptions that a text is no object; the app tells the device.
            return body;
        }
    }

    private JsonObject json() {
        return new JsonObject().put("endorsementKey", endorsementKey).put("storageRootKey", storageRootKey);
    }
}
