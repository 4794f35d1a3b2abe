package io.muster.local.portmap;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The server's side of SOCKS version 5 (RFC 1928), CONNECT without authentication only. */
final class Socks5 {

    static final int VERSION = 5;

    private static final int NO_AUTHENTICATION = 0;
    private static final int NO_ACCEPTABLE_METHOD = 0xFF;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int DOMAIN = 3;
    private static final int SUCCEEDED = 0;
    private static final int NOT_ALLOWED = 2;
    private static final int COMMAND_NOT_SUPPORTED = 7;
    private static final int ADDRESS_NOT_SUPPORTED = 8;

    private Socks5() {}

    /** Reads the list of authentication methods. */
    static Greeting methods(Buffer in) {
        if (in.length() < 2 || in.length() < 2 + in.getUnsignedByte(1)) {
            return new Greeting.Incomplete();
        }
        int count = in.getUnsignedByte(1);
        for (int i = 0; i < count; i++) {
            if (in.getUnsignedByte(2 + i) == NO_AUTHENTICATION) {
                return new Greeting.Reply(bytes(VERSION, NO_AUTHENTICATION), 2 + count);
            }
        }
        return new Greeting.Refuse(bytes(VERSION, NO_ACCEPTABLE_METHOD));
    }

    /** Reads the request that follows the methods. */
    static Greeting request(Buffer in) {
        if (in.length() < 5) {
            return new Greeting.Incomplete();
        }
        if (in.getUnsignedByte(0) != VERSION) {
            return new Greeting.Refuse(Buffer.buffer());
        }
        if (in.getUnsignedByte(1) != CONNECT) {
            return new Greeting.Refuse(answer(COMMAND_NOT_SUPPORTED));
        }
        int kind = in.getUnsignedByte(3);
        if (kind == IPV4) {
            return in.length() < 10 ? new Greeting.Incomplete() : connect(ipv4(in), in.getUnsignedShort(8), 10);
        }
        if (kind == DOMAIN) {
            int end = 5 + in.getUnsignedByte(4);
            return in.length() < end + 2
                    ? new Greeting.Incomplete()
                    : connect(
                            in.getString(5, end, StandardCharsets.ISO_8859_1.name()),
                            in.getUnsignedShort(end),
                            end + 2);
        }
        return new Greeting.Refuse(answer(ADDRESS_NOT_SUPPORTED));
    }

    private static Greeting connect(String host, int port, int consumed) {
        return new Greeting.Connect(host, port, consumed, answer(SUCCEEDED), answer(NOT_ALLOWED));
    }

    private static String ipv4(Buffer in) {
        return in.getUnsignedByte(4)
                + "."
                + in.getUnsignedByte(5)
                + "."
                + in.getUnsignedByte(6)
                + "."
                + in.getUnsignedByte(7);
    }

    /** The bound address is of no use to a client, so it stays all zero. */
    private static Buffer answer(int code) {
        return bytes(VERSION, code, 0, IPV4, 0, 0, 0, 0, 0, 0);
    }

    private static Buffer bytes(int... values) {
        Buffer buffer = Buffer.buffer(values.length);
        for (int value : values) {
            buffer.appendUnsignedByte((short) value);
        }
        return buffer;
    }
}
