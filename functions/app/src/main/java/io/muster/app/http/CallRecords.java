package io.muster.app.http;

import java.time.Duration;
import java.time.Instant;

/** Where a record of each answered call goes; never fails. */
@FunctionalInterface
public interface CallRecords {
    CallRecords NONE = (request, response, at, took) -> {};

    /**
     * @param request with its notes
     * @param at when it came
     */
    void add(Request request, Response response, Instant at, Duration took);
}
