package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.Bodies;
import io.muster.app.wire.JsonRow;
import io.muster.core.encryption.Continuations;
import io.muster.core.listing.Listing;
import io.muster.core.listing.Page;
import io.muster.core.listing.Search;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.query.Query;
import io.muster.core.query.QueryFault;
import io.muster.core.query.Source;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Query and count of one kind of thing (rest.md 3.5).
 *
 * @param <T> what is listed
 */
public final class QueryEndpoint<T> {
    private final Things<T> things;
    private final Continuations continuations;
    private final InstantSource clock;

    /** What there is to ask for, and how it looks. */
    public interface Things<T> {
        Source source();

        /** The item type that clients expect in a header. */
        String itemType();

        /** The things this request is about. */
        Listing<T> listing(Request request, Query query);

        String foldedId(T thing);

        String text(T thing, ApiVersion version);

        /** Names the list apart from all others, so that no token of one is taken for one of another. */
        String name(Request request);

        /** Whether the query text may be left out. */
        boolean queryOptional();
    }

    public QueryEndpoint(Things<T> things, Continuations continuations, InstantSource clock) {
        this.things = things;
        this.continuations = continuations;
        this.clock = clock;
    }

    public Response query(Request request, ApiVersion version) {
        Query query = read(request);
        int size = Paging.size(request, Paging.DEFAULT_SIZE);
        Page<String> page = search(request, query, item -> answer(item, query, version))
                .page(start(request, query), query.ids().toExclusive(), size);
        Response response = Response.json(200, "[" + String.join(",", page.items()) + "]")
                .with("x-ms-item-type", query.projection().isPresent() ? "unknown" : things.itemType());
        return Paging.with(Paging.with(response, size), next(request, query, page));
    }

    /** How many there are; with a token when one call does not get through them, whose count is then to be added. */
    public Response count(Request request, ApiVersion version) {
        Query query = read(request);
        Page<Boolean> page = search(
                        request, query, item -> answer(item, query, version).map(text -> true))
                .page(start(request, query), query.ids().toExclusive(), Integer.MAX_VALUE);
        Response response = Response.json(200, "{\"count\":" + page.items().size() + "}");
        return Paging.with(response, next(request, query, page));
    }

    private <R> Search<T, R> search(Request request, Query query, Function<T, Optional<R>> wanted) {
        return new Search<>(things.listing(request, query), things::foldedId, wanted, clock);
    }

    private Optional<String> answer(T item, Query query, ApiVersion version) {
        String text = things.text(item, version);
        if (!query.isSelective() && query.projection().isEmpty()) {
            return Optional.of(text);
        }
        JsonRow row = JsonRow.of(text);
        return query.accepts(row)
                ? Optional.of(query.projection().map(row::projected).orElse(text))
                : Optional.empty();
    }

    private Query read(Request request) {
        Optional<String> text = Bodies.json(request).flatMap(body -> body.text("query"));
        if (text.isEmpty() && !things.queryOptional()) {
            throw Problem.of(
                    ProblemKind.INVALID_ARGUMENT,
                    "Member query is missing; give \"SELECT * FROM "
                            + things.source().wire() + "\"");
        }
        try {
            return Query.parse(text.orElse(""), things.source());
        } catch (QueryFault fault) {
            throw Problem.of(ProblemKind.INVALID_ARGUMENT, String.valueOf(fault.getMessage()));
        }
    }

    private String start(Request request, Query query) {
        return Paging.token(request)
                .map(token -> continuations.position(listing(request, query), token))
                .orElse(query.ids().from());
    }

    private Optional<String> next(Request request, Query query, Page<?> page) {
        return page.next().map(place -> continuations.token(listing(request, query), place));
    }

    private Continuations.Listing listing(Request request, Query query) {
        return new Continuations.Listing(things.name(request), query.canonical());
    }
}
