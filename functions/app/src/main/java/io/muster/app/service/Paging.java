package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.core.listing.Search;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.Optional;

/** The headers that pages are asked for and answered with (6.10). */
final class Paging {
    static final int DEFAULT_SIZE = 100;

    private static final String SIZE = "x-ms-max-item-count";
    private static final String TOKEN = "x-ms-continuation";

    private Paging() {}

    /** How many items at most: what the caller wants, as far as this service goes; none or 0 leaves it to us. */
    static int size(Request request, int standard) {
        String text = request.header(SIZE).map(String::strip).orElse("0");
        try {
            long wanted = Long.parseLong(text);
            if (wanted >= 0) {
                return wanted == 0 ? standard : (int) Math.min(wanted, Search.MAX_PAGE);
            }
        } catch (NumberFormatException e) {
            // Falls through: the parser's own message quotes the header.
        }
        throw Problem.of(ProblemKind.INVALID_ARGUMENT, SIZE + " must be a whole number, 0 or more");
    }

    static Optional<String> token(Request request) {
        return request.header(TOKEN).filter(text -> !text.isBlank());
    }

    /** Absent on the last page: an empty one makes clients ask for ever (clients.md 32). */
    static Response with(Response response, Optional<String> token) {
        return token.map(text -> response.with(TOKEN, text)).orElse(response);
    }

    static Response with(Response response, int size) {
        return response.with(SIZE, Integer.toString(size));
    }
}
