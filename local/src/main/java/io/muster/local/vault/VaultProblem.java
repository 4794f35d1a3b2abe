package io.muster.local.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A call that is answered with an error in Key Vault's form. The message never holds what the caller sent. */
final class VaultProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String text;

    VaultProblem(int status, String code, String text) {
        super(text);
        this.status = status;
        this.code = code;
        this.text = text;
    }

    static VaultProblem badParameter(String text) {
        return new VaultProblem(400, "BadParameter", text);
    }

    static VaultProblem keyNotFound() {
        return new VaultProblem(404, "KeyNotFound", "A key with that name or version was not found in this vault.");
    }

    int status() {
        return status;
    }

    ObjectNode toJson() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", text);
        return body;
    }
}
