package io.muster.azure.iothub;

import io.muster.azure.http.AnswerTooLongException;
import io.muster.azure.http.Egress;
import io.muster.azure.http.ForbiddenAddressException;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.LinkedHub;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Sends calls to hubs; answers of up to 1 MB. */
final class HubHttp {
    private static final int LONGEST_ANSWER = 1 << 20;

    private final Egress egress;

    HubHttp(Egress egress) {
        this.egress = egress;
    }

    HubAnswer send(LinkedHub hub, URI address, HubCall call, String token, Deadline deadline) throws HubFailure {
        try {
            return once(address, call, token, deadline);
        } catch (IOException e) {
            if (!droppedConnection(e)) {
                throw unavailable(hub, call, e);
            }
        }
        // A kept connection that the hub has closed meanwhile fails like this; every call may be repeated.
        try {
            return once(address, call, token, deadline);
        } catch (IOException e) {
            throw unavailable(hub, call, e);
        }
    }

    /** Before anything of an answer came, on a connection that was made. */
    private static boolean droppedConnection(IOException e) {
        return !(e instanceof HttpTimeoutException
                || e instanceof SocketTimeoutException
                || e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof SSLException
                || e instanceof ForbiddenAddressException
                || e instanceof AnswerTooLongException
                || e instanceof Egress.BrokenAnswerException);
    }

    private HubAnswer once(URI address, HubCall call, String token, Deadline deadline) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", token);
        headers.put("Accept", "application/json");
        if (!call.ifMatch().isEmpty()) {
            headers.put("If-Match", call.ifMatch());
        }
        if (!call.body().isEmpty()) {
            headers.put("Content-Type", "application/json; charset=utf-8");
        }
        Egress.Answer answer = egress.send(
                new Egress.Call(
                        "hub " + call.what(),
                        call.method(),
                        URI.create(address + call.path()),
                        headers,
                        call.body(),
                        LONGEST_ANSWER),
                deadline.left());
        return new HubAnswer(answer.status(), answer.headers(), answer.body());
    }

    private static HubFailure unavailable(LinkedHub hub, HubCall call, IOException e) {
        HubFailure failure = new HubFailure(
                HubFailure.Kind.UNAVAILABLE,
                "hub " + hub.host().name() + ": " + call.what() + ": " + how(e),
                Optional.empty());
        failure.initCause(e);
        return failure;
    }

    private static String how(IOException e) {
        if (e instanceof ForbiddenAddressException) {
            return "its address is private and not listed";
        }
        return e instanceof HttpTimeoutException ? "no answer in time" : "no connection or a broken one";
    }
}
