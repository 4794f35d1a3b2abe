package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.Bodies;
import io.muster.app.wire.BulkResult;
import io.muster.app.wire.Conditions;
import io.muster.app.wire.EnrollmentWire;
import io.muster.app.wire.Fields;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentEditor;
import io.muster.core.identity.IfMatch;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Several writes in one call (6.11): done in the order given, each for itself.
 *
 * @param <I> the id type
 * @param <E> the enrollment type
 */
public final class BulkEndpoint<I, E extends Enrollment> {
    private final EnrollmentEditor<I, E> editor;
    private final EnrollmentWire<I, E> wire;
    private final int maxItems;

    private enum Mode {
        CREATE,
        UPDATE,
        UPDATE_IF_MATCH_ETAG,
        DELETE
    }

    public BulkEndpoint(EnrollmentEditor<I, E> editor, EnrollmentWire<I, E> wire, int maxItems) {
        this.editor = editor;
        this.wire = wire;
        this.maxItems = maxItems;
    }

    /** One entry with its count; a body that cannot be read is refused before. */
    Audited audited() {
        return new Audited.Change(
                request -> Bodies.required(request)
                        .objects(wire.bulkMember())
                        .map(List::size)
                        .orElse(0),
                request -> Bodies.required(request).text("mode").orElse(""));
    }

    public Response run(Request request, ApiVersion version) {
        Fields body = Bodies.required(request);
        Mode mode = body.parsed("mode", BulkEndpoint::mode).orElseThrow(() -> invalid("Member mode is missing"));
        List<Fields> items = body.objects(wire.bulkMember())
                .orElseThrow(() -> invalid("Member " + wire.bulkMember() + " is missing"));
        if (items.isEmpty() || items.size() > maxItems) {
            throw invalid(
                    "Member " + wire.bulkMember() + " must hold 1 to " + maxItems + " items, holds " + items.size());
        }
        BulkResult result = new BulkResult(wire.idMember());
        for (Fields item : items) {
            try {
                run(mode, item, version);
            } catch (Problem problem) {
                result.failed(item, problem);
            }
        }
        return result.response();
    }

    private void run(Mode mode, Fields item, ApiVersion version) {
        I id = wire.id(item);
        switch (mode) {
            case CREATE -> {
                E unused = editor.create(id, wire.draft(item, id, version));
            }
            case UPDATE -> {
                E unused = editor.update(id, wire.draft(item, id, version), new IfMatch.Any());
            }
            case UPDATE_IF_MATCH_ETAG -> {
                E unused = editor.update(id, wire.draft(item, id, version), etag(item));
            }
            case DELETE -> editor.delete(id, Optional.empty());
        }
    }

    private static IfMatch etag(Fields item) {
        return item.text("etag")
                .map(text -> Conditions.parse("etag", text))
                .orElseThrow(() -> invalid("Member etag is missing, which mode updateIfMatchETag needs"));
    }

    private static Mode mode(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "create" -> Mode.CREATE;
            case "update" -> Mode.UPDATE;
            case "updateifmatchetag" -> Mode.UPDATE_IF_MATCH_ETAG;
            case "delete" -> Mode.DELETE;
            default -> throw new IllegalArgumentException("must be create, update, updateIfMatchETag or delete");
        };
    }

    private static Problem invalid(String message) {
        return Problem.of(ProblemKind.INVALID_ARGUMENT, message);
    }
}
