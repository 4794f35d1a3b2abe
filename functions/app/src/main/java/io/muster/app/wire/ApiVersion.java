package io.muster.app.wire;

import io.muster.app.http.Request;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.List;
import java.util.stream.Stream;

/** The api-version of a call, one of those accepted (seams.md section 4); they order as text. */
public record ApiVersion(String text) {
    private static final List<String> SERVICE = List.of(
            "2018-04-01",
            "2018-09-01-preview",
            "2018-11-01",
            "2019-03-31",
            "2021-06-01",
            "2021-10-01",
            "2021-11-01-preview",
            "2025-07-01-preview",
            "2026-11-01");
    private static final List<String> MANAGEMENT = List.of("2022-02-05", "2026-11-01");

    /** IoT Edge's own. */
    private static final String EDGE = "2019-04-15";

    public static final ApiVersion NEWEST = new ApiVersion("2026-11-01");

    /** No version of the API: what an export holds, which is all that any of them shows. */
    public static final ApiVersion EVERYTHING = new ApiVersion("everything");

    private static final List<String> DEVICE =
            Stream.concat(SERVICE.stream(), Stream.of(EDGE)).sorted().toList();

    public static ApiVersion ofDevice(Request request) {
        return of(request, DEVICE, ProblemKind.UNSUPPORTED_API_VERSION);
    }

    public static ApiVersion ofService(Request request) {
        return of(request, SERVICE, ProblemKind.UNSUPPORTED_API_VERSION);
    }

    /** Of the management plane, which refuses with a code of its own (rest.md 8.3). */
    public static ApiVersion ofManagement(Request request) {
        return of(request, MANAGEMENT, ProblemKind.UNSUPPORTED_MANAGEMENT_VERSION);
    }

    /** Of a call that only this service knows: the newest, where none is named. */
    public static ApiVersion ofExtension(Request request) {
        return given(request).isEmpty() ? NEWEST : ofService(request);
    }

    /** How an api-version speaks of who issues certificates to devices. */
    enum Issuance {
        NONE,
        BY_CREDENTIAL_POLICY,
        BY_NAMESPACE,
        BY_BOTH
    }

    Issuance issuance() {
        if (equals(EVERYTHING)) {
            return Issuance.BY_BOTH;
        }
        if (text.compareTo("2025-07-01") < 0) {
            return Issuance.NONE;
        }
        return text.compareTo("2026-11-01") < 0 ? Issuance.BY_CREDENTIAL_POLICY : Issuance.BY_NAMESPACE;
    }

    /** From before reprovision policies: such a client without a policy stays on its hub (4.8). */
    public boolean legacy() {
        return text.compareTo("2018-04-01") <= 0;
    }

    /** Whether the client knows the substatus reprovisionedToInitialAssignment (1.10). */
    boolean knowsReprovisioned() {
        return text.compareTo(EDGE) >= 0;
    }

    private static ApiVersion of(Request request, List<String> accepted, ProblemKind refusal) {
        List<String> given = given(request);
        if (given.size() != 1 || !accepted.contains(given.get(0))) {
            throw Problem.of(refusal, "Query parameter api-version must be one of " + String.join(", ", accepted));
        }
        return new ApiVersion(given.get(0));
    }

    private static List<String> given(Request request) {
        return request.queryValues("api-version").stream().distinct().toList();
    }
}
