package io.muster.local.host.invoke;

/** An invocation that ended with an exception, the function's own or one of binding its parameters. */
public final class FunctionFailure extends Exception {
    private static final long serialVersionUID = 1;

    FunctionFailure(String function, String invocationId, Throwable cause) {
        super("function " + function + " failed (invocation " + invocationId + ")", cause);
    }
}
