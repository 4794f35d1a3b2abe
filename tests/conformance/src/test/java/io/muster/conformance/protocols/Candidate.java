package io.muster.conformance.protocols;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.conformance.x509.X509Device;

/** A device that is to register so many times, and what it has to show for itself. */
record Candidate(String id, Proof proof, int times) {
    /** A device's own key, Base64, or a certificate with its key. */
    sealed interface Proof {
        record Key(String base64) implements Proof {}

        record Certificate(X509Device device) implements Proof {}
    }

    static Candidate of(String id, String key, int times) {
        return new Candidate(id, new Proof.Key(key), times);
    }

    static Candidate of(X509Device device, int times) {
        return new Candidate(device.id(), new Proof.Certificate(device), times);
    }

    /** As the scripts read it. */
    ObjectNode described(ObjectMapper json) {
        ObjectNode node = json.createObjectNode().put("id", id).put("times", times);
        if (proof instanceof Proof.Key key) {
            return node.put("key", key.base64());
        }
        X509Device device = ((Proof.Certificate) proof).device();
        return node.put("cert", device.pem()).put("keyPem", device.keyPem());
    }
}
