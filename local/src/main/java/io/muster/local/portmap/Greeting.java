package io.muster.local.portmap;

import io.vertx.core.buffer.Buffer;

/** What the bytes a client has sent so far amount to. */
sealed interface Greeting {

    /** The client has not finished its sentence. */
    record Incomplete() implements Greeting {}

    /** Answer with these bytes, forget {@code consumed} bytes of input and read on. */
    record Reply(Buffer answer, int consumed) implements Greeting {}

    /**
     * The client wants to be connected.
     *
     * @param accepted what to answer when the connection stands
     * @param refused what to answer before hanging up when it may not be made or cannot be
     */
    record Connect(String host, int port, int consumed, Buffer accepted, Buffer refused) implements Greeting {}

    /** Not a client we serve: answer with these bytes, which may be none, and hang up. */
    record Refuse(Buffer answer) implements Greeting {}
}
