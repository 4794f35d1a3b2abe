package io.muster.local.issuer;

import io.muster.local.process.AdminArguments;
import io.muster.local.process.AdminServer;
import java.time.Duration;
import java.util.Map;

/** The issuer's admin verbs, as the package documents them. */
final class IssuerAdmin {
    private static final int MOST_CALLS = 1_000_000;
    private static final int OLDEST_SECONDS = 86_400;

    private final IssuerApi api;
    private final SigningKeys keys;
    private final TokenMint mint;
    private final IssuerFaults faults;

    private IssuerAdmin(IssuerApi api, SigningKeys keys, TokenMint mint, IssuerFaults faults) {
        this.api = api;
        this.keys = keys;
        this.mint = mint;
        this.faults = faults;
    }

    static Map<String, AdminServer.Verb> verbs(IssuerApi api, SigningKeys keys, TokenMint mint, IssuerFaults faults) {
        IssuerAdmin admin = new IssuerAdmin(api, keys, mint, faults);
        return Map.of(
                "POST /keys/rotate",
                        query -> Map.of("keyId", admin.keys.rotate().id()),
                "POST /tokens", admin::token,
                "POST /faults/answer", admin::answer,
                "POST /faults/clear", admin::clear);
    }

    private Map<String, Object> token(Map<String, String> query) {
        IssuerClient client = api.client(AdminArguments.text(query, "client"))
                .orElseThrow(() -> new IllegalArgumentException("There is no such client"));
        Duration age = Duration.ofSeconds(AdminArguments.number(query, "age", 0, OLDEST_SECONDS));
        return Map.of("token", mint.token(client, AdminArguments.text(query, "audience"), age));
    }

    private Map<String, Object> answer(Map<String, String> query) {
        int status = AdminArguments.number(query, "status", 400, 599);
        int count = AdminArguments.number(query, "count", 1, MOST_CALLS);
        faults.answer(status, count);
        return Map.of("status", status, "count", count);
    }

    private Map<String, Object> clear(Map<String, String> query) {
        faults.clear();
        return Map.of("cleared", true);
    }
}
