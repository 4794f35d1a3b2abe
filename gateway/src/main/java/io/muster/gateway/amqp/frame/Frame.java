package io.muster.gateway.amqp.frame;

/** One frame: type 0 is AMQP, 1 is SASL. {@code whole} is all of it; the body begins at {@code bodyAt}. */
public final class Frame {
    private final int type;
    private final byte[] whole;
    private final int bodyAt;

    Frame(int type, byte[] whole, int bodyAt) {
        this.type = type;
        this.whole = whole;
        this.bodyAt = bodyAt;
    }

    /** Whether it is an AMQP frame. */
    public boolean isAmqp() {
        return type == 0;
    }

    /** Whether it is a SASL frame. */
    public boolean isSasl() {
        return type == 1;
    }

    /** Whether it only says that the peer is alive. */
    public boolean isEmpty() {
        return bodyAt == whole.length;
    }

    /** The frame's bytes, not copied. */
    public byte[] whole() {
        return whole;
    }

    public int bodyAt() {
        return bodyAt;
    }
}
