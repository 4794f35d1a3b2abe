package io.muster.azure.iothub;

import io.muster.azure.http.RetryAfter;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a hub's refusal into the failure the rules know; names hub, call, status and error code, never the body. */
final class HubErrors {
    private static final int READ_AT_MOST = 4096;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final Pattern SIX_DIGITS = Pattern.compile("[1-5][0-9]{5}");
    private static final Pattern CODE_IN_BODY = Pattern.compile("(?i)errorcode[\\\\\":\\s]{1,8}([A-Za-z0-9]{1,64})");

    private final Clock clock;

    HubErrors(Clock clock) {
        this.clock = clock;
    }

    HubFailure of(LinkedHub hub, HubCall call, HubAnswer answer) {
        String code = code(answer);
        String message = "hub " + hub.host().name() + ": " + call.what() + " answered " + answer.status()
                + (code.isEmpty() ? "" : " " + code);
        Kind kind = kind(answer.status(), code, answer.body());
        return new HubFailure(
                kind,
                kind == Kind.UNAUTHORIZED ? message + renewal(hub) : message,
                kind == Kind.REJECTED ? Optional.empty() : retryAfter(answer));
    }

    /** What the operator has to do (3.13). */
    private static String renewal(LinkedHub hub) {
        return hub.authentication() instanceof SharedAccessKey
                ? ": the hub's key was probably rotated; the link must be renewed with the new one"
                : ": this service's identity lacks its role on the hub; the link must be renewed";
    }

    /** The kind of an error inside an answer, by its name or its six digits. */
    static Kind kindOf(String code) {
        if (tooManyDevices(code, "")) {
            return Kind.FULL;
        }
        return switch (code) {
            case "ThrottlingException", "ThrottleBacklogLimitExceeded" -> Kind.THROTTLED;
            case "IotHubUnauthorizedAccess", "IotHubUnauthorized" -> Kind.UNAUTHORIZED;
            case "ServerError", "ServiceUnavailable", "ServerBusy", "DeviceAlreadyExists", "PreconditionFailed" ->
                Kind.UNAVAILABLE;
            default ->
                SIX_DIGITS.matcher(code).matches()
                        ? kind(Integer.parseInt(code.substring(0, 3)), code, "")
                        : Kind.REJECTED;
        };
    }

    static boolean changedMeanwhile(String code) {
        return code.equals("PreconditionFailed") || code.startsWith("412");
    }

    static boolean exists(String code) {
        return code.equals("DeviceAlreadyExists") || code.equals("409001");
    }

    static boolean absent(String code) {
        return code.equals("DeviceNotFound") || code.startsWith("404");
    }

    /** The code when it looks like one, so that nothing else of an answer reaches a message. */
    static String codeOnly(String code) {
        return CODE.matcher(code).matches() ? code : "";
    }

    private static Kind kind(int status, String code, String body) {
        if (status >= 500 || status == 408) {
            return Kind.UNAVAILABLE;
        }
        return switch (status) {
            case 429 -> Kind.THROTTLED;
            case 401 -> Kind.UNAUTHORIZED;
            // Someone else is at work on it: what lost against them may win the next time.
            case 409, 412 -> Kind.UNAVAILABLE;
            case 403 -> forbidden(code, body);
            default -> Kind.REJECTED;
        };
    }

    private static Kind forbidden(String code, String body) {
        if (tooManyDevices(code, body)) {
            return Kind.FULL;
        }
        return code.equals("TooManyModulesOnDevice") ? Kind.REJECTED : Kind.UNAUTHORIZED;
    }

    private static boolean tooManyDevices(String code, String body) {
        String text = (code + " " + head(body)).toLowerCase(Locale.ROOT);
        return text.contains("toomanydevices") || text.contains("413002");
    }

    /** The header's code, else the body's: plain {@code ErrorCode:Name;} or {@code "errorCode":404001} in quoted JSON. */
    private static String code(HubAnswer answer) {
        String header = answer.headers().firstValue("iothub-errorcode").orElse("");
        if (CODE.matcher(header).matches()) {
            return header;
        }
        Matcher inBody = CODE_IN_BODY.matcher(head(answer.body()));
        return inBody.find() ? inBody.group(1) : "";
    }

    private static String head(String body) {
        return body.substring(0, Math.min(body.length(), READ_AT_MOST));
    }

    private Optional<Duration> retryAfter(HubAnswer answer) {
        return answer.headers().firstValue("retry-after").flatMap(text -> RetryAfter.parse(text, clock.instant()));
    }
}
