package io.muster.azure.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
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
    private final Supplier<EgressClient> maker;
    private @Nullable EgressClient client;

    /**
     * @param address https, with path and query
     * @param headers of which none may be a name twice
     * @param body empty for none
     * @param longest how many bytes of body an answer may have
     */
    public record Call(String method, URI address, Map<String, String> headers, String body, int longest) {}

    /** @param body as UTF-8 text */
    public record Answer(int status, HttpHeaders headers, String body) {}

    /** An answer had begun when the call failed: whoever asks again asks a second time. */
    public static final class BrokenAnswerException extends IOException {
        BrokenAnswerException(IOException cause) {
            super("the answer broke off", cause);
        }
    }

    private Egress(Supplier<EgressClient> maker) {
        this.maker = maker;
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
        return new Egress(() -> new EgressClient(new CheckedResolver(rules, names), trust.get()));
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
        return client().send(call, timeout);
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
