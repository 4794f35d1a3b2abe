package io.muster.local.issuer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Status and JSON body. */
record IssuerAnswer(int status, ObjectNode body) {
    static IssuerAnswer ok(ObjectNode body) {
        return new IssuerAnswer(200, body);
    }

    /** A refusal in the form of RFC 6749, 5.2; the text never holds what the caller sent. */
    static IssuerAnswer refused(int status, String error, String text) {
        return new IssuerAnswer(
                status,
                JsonNodeFactory.instance.objectNode().put("error", error).put("error_description", text));
    }
}
