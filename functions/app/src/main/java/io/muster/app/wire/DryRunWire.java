package io.muster.app.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.app.http.Response;
import io.muster.core.attestation.Credentials;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.decision.Decision;
import io.muster.core.decision.Decision.Entry;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.DryRun.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A question of an operator: what would become of this device, with this? And its answer, without any of what was brought. */
public final class DryRunWire {
    private static final String TOKEN = "authorization";
    private static final String CHAIN = "certificateChain";
    private static final String TPM = "tpm";

    private DryRunWire() {}

    /** Whose attempt it would be, and what it would bring. */
    public record Question(RegistrationId id, Credentials credentials) {
        @Override
        public String toString() {
            // What was brought is not for a log.
            return "Question[" + id.text() + "]";
        }
    }

    public static Question question(Fields body) {
        RegistrationId id = body.parsed("registrationId", RegistrationId::new)
                .orElseThrow(() -> Json.invalid("Member registrationId is missing"));
        if (Stream.of(TOKEN, CHAIN, TPM).filter(body::has).count() != 1) {
            throw Json.invalid("The body must hold exactly one of authorization, certificateChain and tpm");
        }
        Optional<TpmKeys> tpm = body.object(TPM).map(AttestationWire::tpmKeys);
        return new Question(id, new Credentials(body.text(TOKEN), chain(body), tpm));
    }

    public static Response response(RegistrationId id, Verdict verdict) {
        List<Entry> entries = Decision.entries(verdict.findings());
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("registrationId", id.text())
                .put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
        verdict.enrollment().ifPresent(title -> json.put("enrollment", title));
        entries.stream()
                .skip(Math.max(0, entries.size() - 1))
                .findFirst()
                .ifPresent(last -> DecisionWire.putReason(json, last.cause()));
        json.set("findings", DecisionWire.findings(entries));
        return Response.json(200, Json.text(json));
    }

    private static List<byte[]> chain(Fields body) {
        if (!body.has(CHAIN)) {
            return List.of();
        }
        List<String> texts = body.list(CHAIN, text -> text);
        try {
            return PemChain.of(texts).der();
        } catch (IllegalArgumentException e) {
            throw Json.invalid(CHAIN + ": " + e.getMessage());
        }
    }
}
