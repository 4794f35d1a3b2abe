package io.muster.azure.http;

import io.muster.azure.http.Egress.Answer;
import io.muster.azure.http.Egress.BrokenAnswerException;
import io.muster.azure.http.Egress.Call;
import io.opentelemetry.context.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Apache's client with everything switched off that it does of its own accord. */
final class EgressClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SPARE = Duration.ofSeconds(1);
    /** A connection unused for longer is looked at before it is used: servers close them silently. */
    private static final TimeValue LOOK_AFTER = TimeValue.ofSeconds(1);

    private static final int MOST_TO_ONE_HOST = 128;
    private static final int MOST = 512;

    private final CloseableHttpClient http;
    private final ExecutorService threads;

    EgressClient(CheckedResolver resolver, SSLContext trust) {
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                        // The JDK's own check of the name, as in its own client; the client's is not needed then.
                        trust, HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(CONNECT))
                        .setValidateAfterInactivity(LOOK_AFTER)
                        .build())
                .setMaxConnPerRoute(MOST_TO_ONE_HOST)
                .setMaxConnTotal(MOST)
                .build();
        http = HttpClients.custom()
                .setConnectionManager(connections)
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableDefaultUserAgent()
                .disableRedirectHandling()
                .build();
        threads = new ThreadPoolExecutor(0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "egress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** On a thread of its own: the look-up of a name can neither be timed nor be interrupted. */
    Answer send(Call call, Duration timeout) throws IOException {
        HttpUriRequestBase request = request(call, timeout);
        Future<Answer> pending;
        try {
            pending = threads.submit(
                    // An agent that looks at the client finds the trace there.
                    Context.current().wrap(() -> answer(request, call.longest())));
        } catch (RejectedExecutionException e) {
            throw new IOException("too many calls at once", e);
        }
        try {
            return pending.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            request.cancel();
            throw new HttpTimeoutException("no answer in time");
        } catch (InterruptedException e) {
            request.cancel();
            Thread.currentThread().interrupt();
            throw new HttpTimeoutException("interrupted");
        } catch (ExecutionException e) {
            throw failure(e, call);
        }
    }

    private static IOException failure(ExecutionException e, Call call) {
        Throwable cause = e.getCause();
        if (cause instanceof CheckedResolver.RefusedHostException) {
            return new ForbiddenAddressException(call.address().getHost());
        }
        return cause instanceof IOException io ? io : new IOException("call failed", e);
    }

    private static HttpUriRequestBase request(Call call, Duration timeout) {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.address());
        call.headers().forEach(request::setHeader);
        // The caller's own wait is over first, and says so; these let go of the thread should it be stuck.
        Timeout longest = Timeout.of(timeout.plus(SPARE));
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(longest)
                .setResponseTimeout(longest)
                .build());
        if (!call.body().isEmpty()) {
            request.setEntity(new ByteArrayEntity(call.body().getBytes(StandardCharsets.UTF_8), null));
        }
        return request;
    }

    private Answer answer(HttpUriRequestBase request, int longest) throws IOException {
        return http.execute(request, response -> {
            try {
                return new Answer(response.getCode(), headers(response), body(request, response, longest));
            } catch (AnswerTooLongException e) {
                throw e;
            } catch (IOException e) {
                throw new BrokenAnswerException(e);
            }
        });
    }

    private static String body(HttpUriRequestBase request, ClassicHttpResponse response, int longest)
            throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return "";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = entity.getContent();
        byte[] chunk = new byte[8192];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            if (bytes.size() + read > longest) {
                // Else the client would read on to the end, to use the connection again.
                request.cancel();
                throw new AnswerTooLongException(longest);
            }
            bytes.write(chunk, 0, read);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static HttpHeaders headers(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : Arrays.asList(response.getHeaders())) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(String.valueOf(header.getValue()));
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
