package io.muster.conformance.stack;

/** The vault's double and what tests may do to it. */
public final class Vault {
    private final Admin admin;

    public Vault(LocalStack stack) {
        this.admin = new Admin(stack.facts().at("/vault/admin").asInt());
    }

    /** Answers every call so. */
    public void answer(int status) {
        admin.call("POST", "/faults/answer?count=1000000&status=" + status, "");
    }

    /** Holds every answer back for so long. */
    public void delay(int millis) {
        admin.call("POST", "/faults/delay?millis=" + millis, "");
    }

    /** Gives the wrapping key its next version. */
    public void rotate() {
        admin.call("POST", "/keys/rotate?name=muster", "");
    }

    public void behave() {
        admin.call("POST", "/faults/clear", "");
    }
}
