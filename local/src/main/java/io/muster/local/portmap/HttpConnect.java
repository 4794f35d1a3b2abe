package io.muster.local.portmap;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's side of HTTP {@code CONNECT host:port}, for clients that know no SOCKS. */
final class HttpConnect {

    private static final int LONGEST_HEAD = 8192;
    private static final Pattern REQUEST_LINE = Pattern.compile("CONNECT ([^\\s:]{1,255}):(\\d{1,5}) HTTP/1\\.[01]");
    private static final Buffer ESTABLISHED = Buffer.buffer("HTTP/1.1 200 Connection established\r\n\r\n");
    private static final Buffer FORBIDDEN = Buffer.buffer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    private static final Buffer BAD_REQUEST = Buffer.buffer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");

    private HttpConnect() {}

    static Greeting request(Buffer in) {
        String text = in.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return in.length() > LONGEST_HEAD ? new Greeting.Refuse(BAD_REQUEST) : new Greeting.Incomplete();
        }
        Matcher line = REQUEST_LINE.matcher(text.substring(0, text.indexOf("\r\n")));
        if (!line.matches() || Integer.parseInt(line.group(2)) > 0xFFFF) {
            return new Greeting.Refuse(BAD_REQUEST);
        }
        return new Greeting.Connect(line.group(1), Integer.parseInt(line.group(2)), end + 4, ESTABLISHED, FORBIDDEN);
    }
}
