package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.document.Description;
import io.muster.fleet.document.Kind;
import io.muster.fleet.secret.Reference;
import io.muster.fleet.secret.SecretSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/** Everything a description describes, with its certificates read and its secrets set apart. */
final class Wishes {
    /** The webhook's address in the body of an enrollment. */
    static final String WEBHOOK = "/customAllocationDefinition/webhookUrl";

    private static final List<String> KEYS = List.of("primaryKey", "secondaryKey");
    private static final List<String> FORMS = List.of("clientCertificates", "signingCertificates");
    private static final List<String> SLOTS = List.of("primary", "secondary");

    private final SecretSource source;
    private final List<String> faults = new ArrayList<>();

    private Wishes(SecretSource source) {
        this.source = source;
    }

    /** In the order in which they are brought about; throws when a certificate's file does not read. */
    static List<Wanted> of(Description description, SecretSource source) throws RefusedException {
        Wishes wishes = new Wishes(source);
        List<Wanted> all = new ArrayList<>();
        description.things(Kind.CERTIFICATE).forEach((id, node) -> all.add(wishes.certificate(id, node)));
        if (!description.service().isEmpty()) {
            all.add(new Wanted(Kind.SERVICE, "service", description.service(), description.service(), Map.of()));
        }
        description.things(Kind.HUB).forEach((id, node) -> all.add(hub(id, node)));
        description.things(Kind.POLICY).forEach((id, node) -> all.add(policy(id, node)));
        for (Kind kind : List.of(Kind.GROUP, Kind.ENROLLMENT)) {
            description.things(kind).forEach((id, node) -> all.add(wishes.enrollment(kind, id, node)));
        }
        if (!wishes.faults.isEmpty()) {
            throw new RefusedException(wishes.faults);
        }
        return all;
    }

    private Wanted certificate(String id, ObjectNode described) {
        Optional<byte[]> der =
                der(Kind.CERTIFICATE, id, described.path("certificate").asText());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode properties = body.putObject("properties");
        properties.put("certificate", Pem.text(der.orElse(new byte[0])));
        if (described.has("isVerified")) {
            properties.set("isVerified", described.get("isVerified"));
        }
        return new Wanted(
                Kind.CERTIFICATE,
                id,
                States.certificate(der.orElse(new byte[0]), described.path("isVerified")),
                body,
                Map.of());
    }

    private static Wanted hub(String id, ObjectNode described) {
        ObjectNode body = described.deepCopy();
        Map<String, Reference> secrets = take(body, List.of("/connectionString"));
        body.put("hostName", id);
        body.set("authenticationType", States.hub(described).get("authenticationType"));
        return new Wanted(Kind.HUB, id, States.hub(described), body, secrets);
    }

    private static Wanted policy(String id, ObjectNode described) {
        ObjectNode body = described.deepCopy();
        Map<String, Reference> secrets =
                take(body, KEYS.stream().map(key -> "/" + key).toList());
        List<String> rights = new ArrayList<>();
        described.path("rights").forEach(right -> rights.add(right.asText()));
        body.put("keyName", id).put("rights", String.join(", ", rights));
        return new Wanted(Kind.POLICY, id, States.policy(described), body, secrets);
    }

    private Wanted enrollment(Kind kind, String id, ObjectNode described) {
        ObjectNode body = described.deepCopy();
        ObjectNode state = States.enrollment(withThumbprints(kind, id, described, body));
        List<String> pointers = new ArrayList<>();
        KEYS.forEach(key -> pointers.add("/attestation/symmetricKey/" + key));
        pointers.add(WEBHOOK);
        Map<String, Reference> secrets = take(body, pointers);
        Optional<String> webhook = Optional.ofNullable(secrets.get(WEBHOOK)).flatMap(source::find);
        if (state.get("customAllocationDefinition") instanceof ObjectNode definition && secrets.containsKey(WEBHOOK)) {
            definition.remove("webhookUrl");
            webhook.ifPresent(text -> Webhooks.shown(text)
                    .ifPresentOrElse(
                            url -> definition.put("webhookUrl", url),
                            () -> faults.add(kind.word() + " " + id + ": " + secrets.get(WEBHOOK)
                                    + " is no https URL, or one with a user or a fragment")));
        }
        body.put(kind == Kind.GROUP ? "enrollmentGroupId" : "registrationId", id);
        return new Wanted(kind, id, state, body, secrets);
    }

    /** Puts the PEM of each certificate into the body; the answer is the described with thumbprints instead. */
    private ObjectNode withThumbprints(Kind kind, String id, ObjectNode described, ObjectNode body) {
        ObjectNode shown = described.deepCopy();
        for (String form : FORMS) {
            for (String slot : SLOTS) {
                String pointer = "/attestation/x509/" + form + "/" + slot;
                if (shown.at(pointer) instanceof ObjectNode certificate) {
                    fill(kind, id, certificate, (ObjectNode) body.at(pointer));
                }
            }
        }
        return shown;
    }

    private void fill(Kind kind, String id, ObjectNode shown, ObjectNode sent) {
        if (shown.has("certificate")) {
            Optional<byte[]> der = der(kind, id, shown.path("certificate").asText());
            shown.put("sha256Thumbprint", der.map(Pem::thumbprint).orElse(""));
            sent.put("certificate", der.map(Pem::text).orElse(""));
        } else {
            sent.removeAll();
            sent.putObject("info").set("sha256Thumbprint", shown.get("sha256Thumbprint"));
        }
    }

    private Optional<byte[]> der(Kind kind, String id, String reference) {
        String path = reference.substring("file:".length());
        Optional<byte[]> der = source.file(path).flatMap(Pem::der);
        if (der.isEmpty()) {
            faults.add(kind.word() + " " + id + ": " + reference + " is no file with a certificate in PEM");
        }
        return der;
    }

    /** Takes references out of a body. */
    private static Map<String, Reference> take(ObjectNode body, List<String> pointers) {
        Map<String, Reference> taken = new LinkedHashMap<>();
        for (String pointer : pointers) {
            JsonNode parent = body.at(pointer.substring(0, pointer.lastIndexOf('/')));
            String member = pointer.substring(pointer.lastIndexOf('/') + 1);
            Optional<Reference> reference = Reference.parse(parent.path(member).asText());
            if (reference.isPresent() && parent instanceof ObjectNode object) {
                taken.put(pointer, reference.get());
                object.remove(member);
            }
        }
        return taken;
    }

    /** The wishes by kind and by id without regard to case. */
    static Map<String, Wanted> byId(List<Wanted> wishes, Kind kind) {
        Map<String, Wanted> found = new LinkedHashMap<>();
        for (Wanted wanted : wishes) {
            if (wanted.kind() == kind) {
                found.put(Thing.folded(wanted.id()), wanted);
            }
        }
        return found;
    }

    /** Where a JSON pointer leads, as a path for people. */
    static String path(Entry<String, Reference> secret) {
        return secret.getKey().substring(1).replace('/', '.');
    }
}
