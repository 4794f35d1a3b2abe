package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import java.util.function.ToIntFunction;

/** What the audit log keeps of a route's calls. */
public sealed interface Audited {
    /** Neither changes the configuration nor shows a key. */
    record No() implements Audited {}

    /**
     * Written before anything is changed; a later entry tells how it ended.
     *
     * @param count how many things the request is about; 0 when that cannot be told from it
     * @param scope what it is about, where the path does not say it all
     */
    record Change(ToIntFunction<Request> count, Scope scope) implements Audited {}

    /**
     * Written when the answer is ready, before it goes out; a call that shows nothing is not written.
     *
     * @param when whether this call shows keys
     * @param count how many things an answer shows
     */
    record Disclosure(Scope.Applies when, ToIntFunction<Response> count) implements Audited {}

    /** A part of a request that says what it is about. */
    @FunctionalInterface
    interface Scope {
        String of(Request request);

        /** Whether a request is of the kind that is kept. */
        @FunctionalInterface
        interface Applies {
            boolean to(Request request);
        }
    }

    static Audited no() {
        return new No();
    }

    /** Of the one thing that the path names. */
    static Audited change() {
        return new Change(request -> 1, request -> "");
    }

    static Audited disclosure(ToIntFunction<Response> count) {
        return new Disclosure(request -> true, count);
    }
}
