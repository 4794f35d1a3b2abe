package io.muster.conformance.stack;

/** The functions host that runs queue and timer functions. */
public final class WorkHost {
    private final Admin admin;

    public WorkHost(LocalStack stack) {
        this.admin = new Admin(stack.facts().at("/functions/admin").asInt());
    }

    /** Runs a timer function now; it has ended when this returns, and throws when it failed. */
    public void run(String timerFunction) {
        if (!admin.call("POST", "/admin/functions/" + timerFunction, "")
                .path("ran")
                .asBoolean()) {
            throw new AssertionError(timerFunction + " did not run");
        }
    }
}
