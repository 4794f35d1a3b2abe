package io.muster.azure.http;

import io.muster.core.telemetry.TraceParent;
import io.muster.core.telemetry.Traces;
import io.muster.core.telemetry.Traces.Kind;
import io.muster.core.telemetry.Traces.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The one way out to hubs and webhooks (seams.md section 7): https only, no redirects, no proxy, no address that the rules
 * do not allow, and an end to every call, whatever the other side does. HTTP/1.1 with kept connections. Nothing is made
 * before the first call.
 */
public final class Egress {
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final Supplier<EgressClient> maker;
    private final Traces traces;
    private @Nullable EgressClient client;

    /**
     * @param name what it is called in traces
     * @param address https, with path and query
     * @param headers of which none may be a name twice
     * @param body empty for none
     * @param longest how many bytes of body an answer may have
     */
    public record Call(String name, String method, URI address, Map<String, String> headers, String body, int longest) {
        Call with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Call(name, method, address, more, body, longest);
        }
    }

    /** @param body as UTF-8 text */
    public record Answer(int status, HttpHeaders headers, String body) {}

    /** An answer had begun when the call failed: whoever asks again asks a second time. */
    public static final class BrokenAnswerException extends IOException {
        BrokenAnswerException(IOException cause) {
            super("the answer broke off", cause);
        }
    }

    private Egress(Supplier<EgressClient> maker, Traces traces) {
        this.maker = maker;
        this.traces = traces;
    }

    /** With the certificates that this process trusts. */
    public static Egress over(AddressRules rules) {
        return over(rules, Egress::systemTrust);
    }

    /** With other certificates to trust. */
    public static Egress over(AddressRules rules, Supplier<SSLContext> trust) {
        return over(rules, InetAddress::getAllByName, trust);
    }

    static Egress over(AddressRules rules, CheckedResolver.NameService names, Supplier<SSLContext> trust) {
        return new Egress(() -> new EgressClient(new CheckedResolver(rules, names), trust.get()), Traces.NONE);
    }

    /** The same, each call a part of its trace and telling so to whom it goes; not the same connections. */
    public Egress traced(Traces by) {
        return new Egress(maker, by);
    }

    /**
     * Sends a call and waits for the whole answer. Fails with HttpTimeoutException when time is over, with
     * ForbiddenAddressException, AnswerTooLongException, BrokenAnswerException, or as connections fail.
     */
    public Answer send(Call call, Duration timeout) throws IOException {
        if (!"https".equalsIgnoreCase(call.address().getScheme())) {
            throw new IOException("only https leaves this service");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new HttpTimeoutException("no time left");
        }
        try (Part part = traces.begin(Kind.CALL, call.name())) {
            part.note("http.request.method", call.method());
            // Neither path nor query: the one names devices, the other may hold a webhook's key.
            part.note("server.address", call.address().getHost());
            return send(call, timeout, part);
        }
    }

    private Answer send(Call call, Duration timeout, Part part) throws IOException {
        // Said before the call changes threads.
        Call told = traces.current()
                .map(here -> call.with(TraceParent.NAME, here.text()))
                .orElse(call);
        try {
            Answer answer = client().send(told, timeout);
            String status = Integer.toString(answer.status());
            part.note("http.response.status_code", status);
            if (answer.status() >= SERVER_ERROR || answer.status() == TOO_MANY) {
                part.failed(status);
            }
            return answer;
        } catch (IOException e) {
            part.failed(e.getClass().getSimpleName());
            throw e;
        }
    }

    private synchronized EgressClient client() {
        if (client == null) {
            client = maker.get();
        }
        return client;
    }

    private static SSLContext systemTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
