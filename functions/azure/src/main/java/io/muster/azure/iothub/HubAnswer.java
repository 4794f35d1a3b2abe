package io.muster.azure.iothub;

import java.net.http.HttpHeaders;

/** What a hub answered: status, headers, and the body as text. */
record HubAnswer(int status, HttpHeaders headers, String body) {
    boolean success() {
        return status >= 200 && status < 300;
    }

    boolean alreadyExists() {
        return status == 409;
    }

    /** No such device; where {@code If-Match: *} was sent, RFC 9110 would have it said as 412. */
    boolean absent(HubCall call) {
        return status == 404 || (status == 412 && call.onlyIfThere());
    }
}
