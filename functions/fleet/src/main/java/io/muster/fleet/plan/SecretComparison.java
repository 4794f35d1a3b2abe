package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.muster.fleet.document.Kind;
import io.muster.fleet.secret.Reference;
import io.muster.fleet.secret.SecretSource;
import io.muster.fleet.service.FleetApi;
import io.muster.fleet.service.ServiceException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;

/**
 * Which secrets of a thing that is there have to be sent. Nothing is kept from one run to the next: a secret is compared only
 * when the author asks for it, with what the service discloses, and is in memory for that moment.
 */
final class SecretComparison {
    private final FleetApi api;
    private final SecretSource source;
    private final PlanOptions options;
    private final List<String> notes = new ArrayList<>();
    private Optional<List<JsonNode>> policyKeys = Optional.empty();

    SecretComparison(FleetApi api, SecretSource source, PlanOptions options) {
        this.api = api;
        this.source = source;
        this.options = options;
    }

    /** What could not be compared, and why. */
    List<String> notes() {
        return notes;
    }

    /** The pointers of the secrets that are to be sent because of what they are. */
    Set<String> changed(Thing thing, Wanted wanted) throws ServiceException, InterruptedIOException {
        if (options.sendSecrets()) {
            return wanted.secrets().keySet();
        }
        return options.compareSecrets() && !wanted.secrets().isEmpty() ? compared(thing, wanted) : Set.of();
    }

    private Set<String> compared(Thing thing, Wanted wanted) throws ServiceException, InterruptedIOException {
        JsonNode disclosed = disclosed(thing, wanted.secrets());
        Set<String> changed = new LinkedHashSet<>();
        for (Entry<String, Reference> secret : wanted.secrets().entrySet()) {
            String what = thing.kind().word() + " " + thing.id() + ": " + Wishes.path(secret);
            JsonNode there = disclosed.at(secret.getKey());
            Optional<String> described = source.find(secret.getValue());
            if (!there.isTextual()) {
                notes.add(what + " cannot be read back, so it was not compared; --send-secrets sends it");
            } else if (described.isEmpty()) {
                notes.add(what + " was not compared: there is no " + secret.getValue());
            } else if (!MessageDigest.isEqual(bytes(described.get()), bytes(there.textValue()))) {
                changed.add(secret.getKey());
            }
        }
        return changed;
    }

    /** What the service shows, in the form of the body that would be sent. */
    private JsonNode disclosed(Thing thing, Map<String, Reference> secrets)
            throws ServiceException, InterruptedIOException {
        if (thing.kind() == Kind.POLICY) {
            if (policyKeys.isEmpty()) {
                policyKeys = Optional.of(api.policyKeys());
            }
            return policyKeys.get().stream()
                    .filter(policy -> policy.path("keyName").asText().equalsIgnoreCase(thing.id()))
                    .findFirst()
                    .orElse(MissingNode.getInstance());
        }
        boolean keys = secrets.keySet().stream().anyMatch(pointer -> pointer.startsWith("/attestation/"));
        if (!keys) {
            return MissingNode.getInstance();
        }
        return JsonNodeFactory.instance.objectNode().set("attestation", api.attestation(thing.kind(), thing.id()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
