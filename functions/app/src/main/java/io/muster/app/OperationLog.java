package io.muster.app;

import io.muster.app.http.CallNotes;
import io.muster.app.http.CallRecords;
import io.muster.app.http.MaskedAddress;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.operations.OperationKind;
import io.muster.app.operations.OperationKind.Category;
import io.muster.app.operations.OperationRecord;
import io.muster.app.operations.Protocols;
import io.muster.app.wire.OperationWire;
import io.muster.core.access.Caller;
import io.muster.core.decision.PlainText;
import io.muster.core.telemetry.TraceParent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Logs a line of JSON for each call, under a name for each category, so that log stores can tell them apart (8.2). */
final class OperationLog implements CallRecords {
    private static final Logger DEVICE = System.getLogger("muster." + Category.DEVICE.wire());
    private static final Logger SERVICE = System.getLogger("muster." + Category.SERVICE.wire());
    private static final int MOST_CHARACTERS = 128;

    private final String resource;
    private final int devicePercent;
    private final BiConsumer<Category, String> lines;

    OperationLog(String resource, int devicePercent, BiConsumer<Category, String> lines) {
        this.resource = resource;
        this.devicePercent = devicePercent;
        this.lines = lines;
    }

    /**
     * @param resource name of this service
     * @param devicePercent how many in a hundred of the device calls that went well are recorded; all others are
     */
    static OperationLog logged(String resource, int devicePercent) {
        return new OperationLog(
                resource,
                devicePercent,
                (category, line) -> (category == Category.DEVICE ? DEVICE : SERVICE).log(Level.INFO, line));
    }

    @Override
    public void add(Request request, Response response, Instant at, Duration took) {
        OperationRecord made = record(request, at, took);
        boolean device = made.kind().category() == Category.DEVICE;
        if (device && made.refusal().isEmpty() && !sampled(request.notes())) {
            return;
        }
        lines.accept(made.kind().category(), OperationWire.line(made));
    }

    private boolean sampled(CallNotes notes) {
        return Long.remainderUnsigned(notes.trackingId().getLeastSignificantBits(), 100) < devicePercent;
    }

    private OperationRecord record(Request request, Instant at, Duration took) {
        CallNotes notes = request.notes();
        String trackingId = notes.trackingId().toString();
        return new OperationRecord(
                OperationKind.of(request),
                notes.caller().map(Caller::application).orElse(""),
                notes.client().map(MaskedAddress::of).orElse(""),
                correlation(request).orElse(trackingId),
                trackingId,
                took,
                request.queryValues("api-version").stream().findFirst().orElse(""),
                notes.refusal(),
                resource,
                at,
                plain(id(notes.parameters())),
                Protocols.text(notes.protocol()));
    }

    /** What a caller names its call, else the trace it is part of (8.5). */
    private static Optional<String> correlation(Request request) {
        Optional<String> named = Stream.of("x-ms-client-request-id", "x-ms-correlation-request-id")
                .flatMap(header -> request.header(header).stream())
                .filter(text -> !text.isBlank())
                .map(OperationLog::plain)
                .findFirst();
        return named.or(() -> request.trace().map(TraceParent::traceId));
    }

    private static String id(Map<String, String> parameters) {
        return Stream.of("registrationId", "id", "denial", "policy", "keyName", "service")
                .flatMap(name -> Optional.ofNullable(parameters.get(name)).stream())
                .findFirst()
                .orElse("");
    }

    private static String plain(String text) {
        return PlainText.of(text, MOST_CHARACTERS);
    }
}
