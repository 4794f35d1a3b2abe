package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.document.Description;
import io.muster.fleet.document.Kind;
import io.muster.fleet.secret.SecretSource;
import io.muster.fleet.service.FleetApi;
import io.muster.fleet.service.ServiceException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares a description with a service. */
public final class Planner {
    private final FleetApi api;
    private final SecretSource source;
    private final PlanOptions options;

    public Planner(FleetApi api, SecretSource source, PlanOptions options) {
        this.api = api;
        this.source = source;
        this.options = options;
    }

    /** Reads, and changes nothing; {@link RefusedException} when the description cannot be brought about. */
    public Plan plan(Description description) throws RefusedException, ServiceException, InterruptedIOException {
        List<Wanted> wishes = Wishes.of(description, source);
        Inventory inventory = Inventory.read(api, description, wishes);
        References.require(wishes, inventory);
        SecretComparison secrets = new SecretComparison(api, source, options);
        List<String> faults = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Wanted wanted : wishes) {
            Optional<Thing> thing = inventory.find(wanted.kind(), wanted.id());
            if (thing.isEmpty()) {
                steps.add(Step.create(wanted));
            } else {
                refuseOtherType(thing.get(), wanted, faults);
                change(thing.get(), wanted, secrets).ifPresent(steps::add);
            }
        }
        if (!faults.isEmpty()) {
            throw new RefusedException(faults);
        }
        steps.sort(Comparator.comparing(Step::kind).thenComparing(Step::id));
        List<String> notes = new ArrayList<>(secrets.notes());
        List<Thing> surplus = surplus(description, wishes, inventory, notes);
        if (options.prune()) {
            surplus.stream()
                    .sorted(Comparator.comparing(Thing::kind).reversed().thenComparing(Thing::id))
                    .map(Step::delete)
                    .forEach(steps::add);
        }
        missing(steps, notes);
        return new Plan(steps, options.prune() ? List.of() : surplus, notes, inventory.service());
    }

    private Optional<Step> change(Thing thing, Wanted wanted, SecretComparison secrets)
            throws ServiceException, InterruptedIOException {
        boolean webhook = thing.state().path("customAllocationDefinition").isObject();
        List<Change> changes = new ArrayList<>(
                Comparison.between(comparable(thing, wanted), webhook ? wanted.state() : wanted.named()));
        Set<String> send = new LinkedHashSet<>(secrets.changed(thing, wanted));
        wanted.secrets().entrySet().stream()
                .filter(secret -> send.contains(secret.getKey()))
                .forEach(secret -> changes.add(Change.ofSecret(Wishes.path(secret))));
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        // What cannot stay as it is has to be sent as well: there is nothing to keep.
        for (Change change : changes) {
            if (change.member().startsWith("customAllocationDefinition")
                    && wanted.secrets().containsKey(Wishes.WEBHOOK)) {
                send.add(Wishes.WEBHOOK);
            } else if (change.member().equals("authenticationType")
                    && wanted.secrets().containsKey("/connectionString")) {
                send.add("/connectionString");
            }
        }
        return Optional.of(Step.change(thing, wanted, changes, send));
    }

    /** What is there without what the author leaves open. */
    private static ObjectNode comparable(Thing thing, Wanted wanted) {
        ObjectNode state = thing.state().deepCopy();
        if (thing.kind() == Kind.SERVICE) {
            state.retain(names(wanted.state()));
        } else if (thing.kind() == Kind.CERTIFICATE && !wanted.state().has("isVerified")) {
            state.remove("isVerified");
        }
        boolean open = wanted.state().has("customAllocationDefinition")
                && !wanted.state().path("customAllocationDefinition").has("webhookUrl");
        if (open && state.get("customAllocationDefinition") instanceof ObjectNode webhook) {
            webhook.remove("webhookUrl");
        }
        return state;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The service would refuse it in the midst of the work. */
    private static void refuseOtherType(Thing thing, Wanted wanted, List<String> faults) {
        String there = thing.state().path("attestation").path("type").asText();
        if (!there.equals(wanted.state().path("attestation").path("type").asText())) {
            faults.add(thing.kind().word() + " " + thing.id() + ": attestation.type is " + there
                    + " and cannot be changed; delete it by hand first, and it is created anew");
        }
    }

    private List<Thing> surplus(Description description, List<Wanted> wishes, Inventory inventory, List<String> notes) {
        List<Thing> surplus = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Set<String> described = Wishes.byId(wishes, kind).keySet();
            for (Thing thing : inventory.of(kind).values()) {
                boolean covered = !described.contains(Thing.folded(thing.id())) && description.covers(kind, thing.id());
                boolean ours = kind == Kind.POLICY
                        && api.policy().filter(thing.id()::equalsIgnoreCase).isPresent();
                if (covered && ours) {
                    notes.add("policy " + thing.id()
                            + " is not described, but this command is connected by it: it stays");
                } else if (covered) {
                    surplus.add(thing);
                }
            }
        }
        return surplus;
    }

    /** A plan may be made without the secrets; who applies it should know before. */
    private void missing(List<Step> steps, List<String> notes) {
        for (Step step : steps) {
            step.wanted()
                    .ifPresent(wanted -> wanted.secrets().entrySet().stream()
                            .filter(secret -> step.send().contains(secret.getKey()))
                            .filter(secret -> source.find(secret.getValue()).isEmpty())
                            .forEach(secret ->
                                    notes.add(step + " needs " + secret.getValue() + ", which is not there")));
        }
    }
}
