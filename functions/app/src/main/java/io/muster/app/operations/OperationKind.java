package io.muster.app.operations;

import io.muster.app.http.Request;
import java.util.List;
import java.util.Locale;

/**
 * What a call is named in records (8.4, 8.5).
 *
 * @param type of the thing it is about
 */
public record OperationKind(Category category, String name, String type) {
    /** The two kinds of records (8.2). */
    public enum Category {
        DEVICE("DeviceOperations"),
        SERVICE("ServiceOperations");

        private final String wire;

        Category(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    private static final List<String> TYPES = List.of(
            "/enrollmentgroups=EnrollmentGroup",
            "/enrollments=IndividualEnrollment",
            "/registrations=Registration",
            "/muster/enrollmentgroups=EnrollmentGroup",
            "/muster/enrollments=IndividualEnrollment",
            "/muster/registrations=Registration",
            "/muster/decisions=Registration",
            "/muster/webhooks=Registration",
            "/muster/dead-letters=Registration",
            "/muster/releases=Registration",
            "/muster/certificates=Certificate",
            "/muster/denials=Certificate",
            "/muster/policies=Policy",
            "/muster/audit=Audit");

    /** Named by the route, or by the path when there is none. */
    public static OperationKind of(Request request) {
        String template = request.notes().template();
        if (template.startsWith("/{idScope}/")) {
            boolean register = request.method().equals("PUT");
            return new OperationKind(Category.DEVICE, register ? "AttestationAttempt" : "Get", "Registration");
        }
        String route = template.toLowerCase(Locale.ROOT);
        return new OperationKind(Category.SERVICE, name(request.method(), route), type(route));
    }

    private static String name(String method, String route) {
        if (route.endsWith("/query") || route.endsWith("/count")) {
            return "Query";
        }
        if (route.endsWith("/attestationmechanism")) {
            return "GetAttestationMechanism";
        }
        if (route.endsWith("listkeys")) {
            return "ListKeys";
        }
        return switch (method) {
            case "GET", "HEAD" -> "Get";
            case "PUT", "PATCH" -> "Upsert";
            case "DELETE" -> "Delete";
            case "POST" -> route.equals("/enrollments") || route.equals("/enrollmentgroups") ? "Bulk" : action(route);
            default -> "Unknown";
        };
    }

    /** The last segment of the path, such as {@code Verify}. */
    private static String action(String route) {
        String last = route.substring(route.lastIndexOf('/') + 1);
        return last.isEmpty() || last.startsWith("{")
                ? "Unknown"
                : last.substring(0, 1).toUpperCase(Locale.ROOT) + last.substring(1);
    }

    private static String type(String route) {
        if (route.contains("/certificates")) {
            return "Certificate";
        }
        return TYPES.stream()
                .map(line -> line.split("=", 2))
                .filter(line -> route.equals(line[0]) || route.startsWith(line[0] + "/"))
                .map(line -> line[1])
                .findFirst()
                .orElse(route.isEmpty() ? "Unknown" : "ProvisioningService");
    }
}
