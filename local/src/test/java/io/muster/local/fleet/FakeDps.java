package io.muster.local.fleet;

import io.muster.local.fleet.TestService.Heard;
import io.muster.local.fleet.TestService.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/** A DPS with as many groups, members of each and individual enrollments as a test wants; every third has registered. */
final class FakeDps implements TestService.Handler {
    private static final String VERSION = "api-version=2021-10-01";

    private final int groups;
    private final int members;
    private final int individuals;
    private final int page;

    /** @param page how many items a page has, whatever the client asks for */
    FakeDps(int groups, int members, int individuals, int page) {
        this.groups = groups;
        this.members = members;
        this.individuals = individuals;
        this.page = page;
    }

    @Override
    public Reply answer(Heard heard) {
        if (!heard.query().equals(VERSION)) {
            return Reply.error(400, 400001, "wrong version");
        }
        List<String> path = List.of(heard.path().substring(1).split("/", -1));
        String what = heard.method() + " " + path.get(0) + (path.size() == 3 ? " " + path.get(2) : "");
        return switch (what) {
            case "POST enrollmentGroups", "POST enrollments" -> list(heard, path.get(0));
            case "POST registrations query" -> page(heard, items(members, n -> record(path.get(1) + "-m" + n)));
            case "GET registrations" -> registration(path.get(1));
            case "POST enrollmentGroups attestationmechanism", "POST enrollments attestationmechanism" ->
                path.get(1).equals("gone")
                        ? Reply.error(404, 404201, "gone")
                        : Reply.ok("{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\"" + key(path.get(1))
                                + "\",\"secondaryKey\":\"second\"}}");
            default -> Reply.error(405, 405000, what);
        };
    }

    static String key(String id) {
        return "primary-of-" + id;
    }

    static String record(String id) {
        return "{\"registrationId\":\"" + id + "\",\"assignedHub\":\"one.azure-devices.net\",\"deviceId\":\""
                + id.toUpperCase(Locale.ROOT) + "\",\"status\":\"assigned\"}";
    }

    private Reply list(Heard heard, String list) {
        if (!heard.path().endsWith("/query") || !heard.body().equals("{\"query\":\"SELECT * FROM " + list + "\"}")) {
            return Reply.error(400, 400004, "no query");
        }
        return list.equals("enrollments")
                ? page(heard, items(individuals, FakeDps::individual))
                : page(heard, items(groups, n -> "{\"enrollmentGroupId\":\"g" + n + "\"," + symmetric() + "}"));
    }

    private static Reply registration(String id) {
        return Integer.parseInt(id.substring(1)) % 3 == 0
                ? Reply.ok(record(id))
                : Reply.error(404, 404202, "Registration not found");
    }

    private static String individual(int n) {
        String terms = n == 1 ? ",\"allocationPolicy\":\"custom\"" : ",\"allocationPolicy\":\"hashed\"";
        String attestation = switch (n) {
            case 2 ->
                "\"attestation\":{\"type\":\"x509\",\"x509\":{\"clientCertificates\":{\"primary\":{\"certificate\":null,"
                        + "\"info\":{\"sha256Thumbprint\":\"ABCD\"}},\"secondary\":null}}}";
            case 3 -> "\"attestation\":{\"type\":\"x509\",\"x509\":{\"caReferences\":{\"primary\":\"the-ca\"}}}";
            case 4 -> "\"attestation\":{\"type\":\"tpm\",\"tpm\":{\"endorsementKey\":\"AToAAQ==\"}}";
            default -> symmetric();
        };
        return "{\"registrationId\":\"d" + n + "\"," + attestation + terms
                + ",\"registrationState\":{\"status\":\"unassigned\"}}";
    }

    private static String symmetric() {
        return "\"attestation\":{\"type\":\"symmetricKey\"}";
    }

    private static List<String> items(int count, IntFunction<String> item) {
        List<String> items = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            items.add(item.apply(n));
        }
        return items;
    }

    private Reply page(Heard heard, List<String> items) {
        String token = heard.header("x-ms-continuation");
        int from = token.isEmpty() ? 0 : Integer.parseInt(token.substring("from ".length()));
        int to = Math.min(items.size(), from + page);
        return Reply.page(
                "[" + String.join(",", items.subList(from, to)) + "]",
                to < items.size() ? Optional.of("from " + to) : Optional.empty());
    }
}
