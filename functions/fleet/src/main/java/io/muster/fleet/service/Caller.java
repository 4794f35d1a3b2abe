package io.muster.fleet.service;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Makes calls, and makes them again where the service is busy. */
public final class Caller {
    static final int TRIES = 10;

    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Connection connection;
    private final HttpClient http;
    private final InstantSource clock;
    private final Pause pause;

    /** @param trust what to trust instead of the machine's own authorities */
    public Caller(Connection connection, Optional<SSLContext> trust, InstantSource clock, Pause pause) {
        this.connection = connection;
        this.clock = clock;
        this.pause = pause;
        // No redirects: a credential goes to the service it is for and nowhere else.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        trust.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    Connection connection() {
        return connection;
    }

    /** The answer if it is a success; throws what the service says of it otherwise. */
    Answer send(Call call) throws ServiceException, InterruptedIOException {
        Answer answer = sendBusy(call);
        if (answer.status() / 100 != 2) {
            throw new ServiceException(call + " was answered with " + answer.complaint(), answer.status());
        }
        return answer;
    }

    /** The answer if it is a success, nothing if there is no such thing. */
    Optional<Answer> find(Call call) throws ServiceException, InterruptedIOException {
        try {
            return Optional.of(send(call));
        } catch (ServiceException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Answer sendBusy(Call call) throws ServiceException, InterruptedIOException {
        for (int tries = 1; true; tries++) {
            Answer answer = exchange(call);
            if (!answer.isBusy() || tries == TRIES) {
                return answer;
            }
            Duration asked = answer.retryAfter().orElse(Duration.ofSeconds(1L << Math.min(tries - 1, 5)));
            await(asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT);
        }
    }

    /** Waits as long as the caller thinks a thing takes. */
    void await(Duration length) throws InterruptedIOException {
        try {
            pause.pause(length);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Answer exchange(Call call) throws ServiceException, InterruptedIOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connection.endpoint() + call.target()))
                .timeout(LONGEST_CALL)
                .header("Authorization", connection.credential().authorization(clock.instant()))
                .method(
                        call.method(),
                        call.body()
                                .map(json -> BodyPublishers.ofString(json.toString(), StandardCharsets.UTF_8))
                                .orElse(BodyPublishers.noBody()));
        call.headers().forEach(request::header);
        if (call.body().isPresent()) {
            request.header("Content-Type", "application/json; charset=utf-8");
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), firsts(response.headers().map()), response.body());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (IOException e) {
            // Not tried again: whether it was done is unknown, and the next run of the command finds out.
            throw new ServiceException(call + " had no answer from " + connection.endpoint() + ": " + reason(e), 0);
        }
    }

    private static String reason(IOException fault) {
        String message = fault.getMessage();
        return message == null ? fault.getClass().getSimpleName() : message;
    }

    private static Map<String, String> firsts(Map<String, List<String>> headers) {
        Map<String, String> firsts = new LinkedHashMap<>();
        headers.forEach((name, values) -> firsts.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return firsts;
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }
}
