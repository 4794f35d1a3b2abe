package io.muster.app.service;

import io.muster.app.http.MaskedAddress;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.core.access.Caller;
import io.muster.core.audit.Act;
import io.muster.core.audit.AuditLog;
import io.muster.core.audit.Head;
import io.muster.core.decision.PlainText;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.function.Supplier;

/** No audit, no disclosure: what cannot be written down is neither done nor shown, and answered 503. */
public final class AuditDesk {
    private static final int MOST_CHARACTERS = 512;

    private final AuditLog log;

    public AuditDesk(AuditLog log) {
        this.log = log;
    }

    /** Answers a call that was let in, written down as its route wants it. */
    Response answer(Request request, String operation, Caller caller, Audited audited, Supplier<Response> handler) {
        if (audited instanceof Audited.Change change) {
            int count = change.count().applyAsInt(request);
            Head entry = append(act(request, operation, caller, change.scope().of(request), count, 0));
            return changed(entry, handler);
        }
        if (audited instanceof Audited.Disclosure disclosure
                && disclosure.when().to(request)) {
            Response ready = handler.get();
            Head unused = append(
                    act(request, operation, caller, "", disclosure.count().applyAsInt(ready), ready.status()));
            return ready;
        }
        return handler.get();
    }

    private Response changed(Head entry, Supplier<Response> handler) {
        int status = ProblemKind.INTERNAL.status();
        try {
            Response response = handler.get();
            status = response.status();
            return response;
        } catch (Problem problem) {
            status = problem.kind().status();
            throw problem;
        } finally {
            log.ended(entry, status);
        }
    }

    private Head append(Act act) {
        try {
            return log.append(act);
        } catch (Problem problem) {
            if (problem.kind() != ProblemKind.UNAVAILABLE) {
                throw problem;
            }
            throw Problem.unavailable(
                    "The audit log cannot be written, so nothing was changed or shown: " + problem.message(),
                    "the audit log cannot be written: " + problem.reason(),
                    problem);
        }
    }

    private static Act act(Request request, String operation, Caller caller, String scope, int count, int status) {
        return new Act(
                plain(caller.name()),
                plain(caller.application()),
                request.client().map(MaskedAddress::of).orElse(""),
                operation,
                plain(request.path()),
                plain(scope),
                count,
                status,
                request.notes().trackingId().toString());
    }

    private static String plain(String text) {
        return PlainText.of(text, MOST_CHARACTERS);
    }
}
