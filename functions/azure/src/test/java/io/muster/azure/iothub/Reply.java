package io.muster.azure.iothub;

import java.nio.charset.StandardCharsets;

/** What a scripted hub does with one request: some bytes, then a way to go on. */
record Reply(String bytes, After after) {
    enum After {
        KEEP,
        CLOSE,
        SAY_NO_MORE
    }

    static Reply status(int status) {
        return json(status, "", "");
    }

    /** @param headers whole lines, each ended by CR LF */
    static Reply json(int status, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return new Reply(
                "HTTP/1.1 " + status + " Scripted\r\n" + headers + "Content-Length: " + length + "\r\n\r\n" + body,
                After.KEEP);
    }

    static Reply dropped() {
        return new Reply("", After.CLOSE);
    }

    static Reply silence() {
        return new Reply("", After.SAY_NO_MORE);
    }

    /** Promises a longer body than it sends. */
    static Reply truncated(String body) {
        return new Reply("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + body, After.CLOSE);
    }

    /** Headers and half a body, then nothing more. */
    static Reply stalled() {
        return new Reply("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{", After.SAY_NO_MORE);
    }
}
