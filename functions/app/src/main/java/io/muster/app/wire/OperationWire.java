package io.muster.app.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.app.operations.OperationRecord;
import io.muster.core.decision.PlainText;
import io.muster.core.problem.Problem;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** A record of a call as one line of JSON, with exactly DPS's columns (8.3 to 8.5); empty is what there is nothing to say for. */
public final class OperationWire {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMMuuuu", Locale.ENGLISH);
    private static final int DATE = "2021-10-01".length();
    private static final int MOST_CHARACTERS = 512;

    private OperationWire() {}

    public static String line(OperationRecord made) {
        Optional<Problem> refusal = made.refusal();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("ApplicationId", made.applicationId())
                .put("CallerIpAddress", made.callerAddress())
                .put("Category", made.kind().category().wire())
                .put("CorrelationId", made.correlationId())
                .put("DurationMs", Long.toString(made.took().toMillis()))
                .put("Level", refusal.isEmpty() ? "Information" : "Error")
                .put("OperationName", made.kind().name())
                .put("OperationVersion", month(made.apiVersion()))
                .put("Resource", made.resource())
                .put("ResourceGroup", "")
                .put("ResourceId", "")
                .put("ResourceProvider", "MICROSOFT.DEVICES")
                .put("ResourceType", "PROVISIONINGSERVICES")
                .put(
                        "ResultDescription",
                        refusal.map(OperationWire::description).orElse(""))
                .put(
                        "ResultSignature",
                        refusal.map(it -> Integer.toString(it.kind().status())).orElse(""))
                .put("ResultType", refusal.map(OperationWire::type).orElse("Success"))
                .put("SubscriptionId", "")
                .put("TenantId", "")
                .put("TimeGenerated", Times.format(made.at()))
                .put("location_s", "");
        String properties = Json.text(JsonNodeFactory.instance
                .objectNode()
                .put("id", made.id())
                .put("type", made.kind().type())
                .put("protocol", made.protocol())
                .put("trackingId", made.trackingId()));
        return Json.text(json.put("properties_s", properties));
    }

    /** For the operator: a device was told less. */
    private static String description(Problem refusal) {
        return refusal.kind().code() + " " + PlainText.of(refusal.reason(), MOST_CHARACTERS);
    }

    private static String type(Problem refusal) {
        return refusal.kind().status() < 500 ? "ClientError" : "Failure";
    }

    /** {@code October2021} for {@code 2021-10-01}. */
    private static String month(String apiVersion) {
        try {
            return apiVersion.length() < DATE ? "" : MONTH.format(LocalDate.parse(apiVersion.substring(0, DATE)));
        } catch (DateTimeParseException e) {
            return "";
        }
    }
}
