package io.muster.local.fleet;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Calls one service, and calls it again where it is busy, gone for a moment or cut off. Safe for use by many threads. */
final class ServiceClient {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

    private final ConnectionString connection;
    private final HttpClient http;
    private final InstantSource clock;
    private final Pause pause;

    /** Looks at an answer; what it throws has the call made again. */
    @FunctionalInterface
    interface Check {
        void accept(Answer answer) throws IOException;
    }

    /** @param trust what to trust instead of the machine's own authorities */
    ServiceClient(ConnectionString connection, Optional<SSLContext> trust, InstantSource clock, Pause pause) {
        this.connection = connection;
        this.clock = clock;
        this.pause = pause;
        // No redirects: a token goes to the service it is for and nowhere else.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        trust.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    String host() {
        return connection.host();
    }

    /** The answer, whatever it is but a passing fault; {@link CallFailedException} when the faults do not pass. */
    Answer send(Ask ask) throws IOException {
        return send(ask, answer -> {});
    }

    /** The same, for calls whose success is to be whole; only successes are checked. */
    Answer send(Ask ask, Check check) throws IOException {
        for (int tries = 1; true; tries++) {
            Optional<Duration> asked = Optional.empty();
            try {
                Answer answer = exchange(ask);
                if (!answer.isPassing()) {
                    if (answer.status() == 200) {
                        check.accept(answer);
                    }
                    return answer;
                }
                if (tries == Backoff.TRIES) {
                    throw answer.failure(ask);
                }
                asked = answer.retryAfter();
            } catch (CallFailedException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (tries == Backoff.TRIES || isUntrusted(e)) {
                    throw new CallFailedException(ask + " had no whole answer: " + e.getMessage(), e);
                }
            }
            await(Backoff.after(tries, asked));
        }
    }

    /** Waits before a call whose answer asks for another. */
    void pause(int tries) throws IOException {
        await(Backoff.after(tries, Optional.empty()));
    }

    private Answer exchange(Ask ask) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connection.endpoint() + ask.target()))
                .timeout(LONGEST_CALL)
                .header("Authorization", connection.authorization(clock.instant()))
                .method(ask.method(), BodyPublishers.ofString(ask.body()));
        ask.headers().forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static boolean isUntrusted(IOException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private void await(Duration length) throws InterruptedIOException {
        try {
            pause.pause(length);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }
}
