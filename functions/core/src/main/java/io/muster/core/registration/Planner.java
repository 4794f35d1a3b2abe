package io.muster.core.registration;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.Allocator;
import io.muster.core.allocation.CustomAllocation;
import io.muster.core.allocation.Origin;
import io.muster.core.allocation.Share;
import io.muster.core.enrollment.Admitted;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.InitialTwin;
import io.muster.core.enrollment.ReprovisionPolicy;
import io.muster.core.enrollment.Terms;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Plan.Chosen;
import io.muster.core.registration.Plan.TwinTreatment;
import io.muster.core.webhook.AllocationWebhook.Choice;
import io.muster.core.webhook.AllocationWebhook.Question;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides what a register is to do: which hub, under which name, and what becomes of a former assignment. */
final class Planner {
    /** Hub not specified, as clients know it (1.16). */
    static final int NO_HUB = 400208;

    private final LinkedHubs hubs;
    private final Supplier<AllocationPolicy> servicePolicy;
    private final Allocator allocator;
    private final Releases releases;

    Planner(LinkedHubs hubs, Supplier<AllocationPolicy> servicePolicy, Allocator allocator, Releases releases) {
        this.hubs = hubs;
        this.servicePolicy = servicePolicy;
        this.allocator = allocator;
        this.releases = releases;
    }

    /**
     * Who is to be planned for.
     *
     * @param id in the spelling first registered
     * @param legacyClient an api-version from before reprovision policies: without one, the device stays put (4.8)
     */
    record Case(RegistrationId id, Admitted admitted, Optional<Assignment> former, boolean legacyClient) {
        Terms terms() {
            return admitted.enrollment().terms();
        }

        ReprovisionPolicy policy() {
            return terms().reprovisionPolicy()
                    .orElse(legacyClient ? ReprovisionPolicy.NEVER : ReprovisionPolicy.MIGRATE);
        }

        Optional<HubHost> current() {
            return former.map(assignment -> assignment.seat().hub());
        }

        /** The only hub in question, when the device is not to leave it. */
        Optional<HubHost> stay() {
            return current().filter(hub -> !policy().updateHubAssignment());
        }
    }

    /**
     * The first step of a new operation: Choosing when the webhook has to be asked, Assigning, or Failed when no hub
     * can be chosen.
     *
     * @param payload what the device sent along
     * @param due when the first attempt is to be over
     */
    Progress decide(Case asked, Origin origin, Optional<JsonText> payload, Instant due) {
        if (policy(asked.terms()) == AllocationPolicy.CUSTOM) {
            // On every register, also of a device that is to stay where it is (3.24).
            return choices(asked).isEmpty()
                    ? noHub(asked)
                    : new Progress.Choosing(payload, asked.legacyClient(), Attempt.of(1, due));
        }
        Optional<HubHost> stay = asked.stay();
        Optional<HubHost> picked =
                stay.isPresent() ? linked(stay.get()) : kept(asked).or(() -> allocate(asked, origin));
        return picked.<Progress>map(hub -> new Progress.Assigning(plan(asked, hub, Chosen.NOTHING), Attempt.of(1, due)))
                .orElseGet(() -> noHub(asked));
    }

    /** What the webhook is asked (3.21); empty when the enrollment has lost its webhook or its hubs since the register. */
    Optional<Question> question(Registration registration, Case asked, Progress.Choosing choosing) {
        Optional<CustomAllocation> definition = asked.terms().customAllocation();
        List<HubHost> choices = choices(asked);
        return definition
                .filter(there -> !choices.isEmpty())
                .map(there -> new Question(
                        there,
                        asked.admitted().enrollment(),
                        asked.id(),
                        registration.operation().evidence(),
                        asked.current(),
                        asked.former().map(assignment -> assignment.seat().deviceId()),
                        choosing.payload(),
                        choices,
                        registration.operation().id(),
                        choosing.attempt().number()));
    }

    /** What follows from the webhook's answer. */
    Plan chosen(Case asked, Choice choice) {
        // Its twin counts at the first assignment, and where a device is reset by a move (3.25).
        boolean first = asked.former().isEmpty();
        Plan plain = plan(asked, choice.hub(), Chosen.NOTHING);
        boolean twinCounts = first || (plain.moves() && plain.twin() == TwinTreatment.RESET);
        return plan(
                asked,
                choice.hub(),
                new Chosen(
                        choice.initialTwin().filter(twin -> twinCounts).map(InitialTwin::written), choice.payload()));
    }

    /** Only the current hub when the device is to stay there (3.23). */
    private List<HubHost> choices(Case asked) {
        return asked.stay()
                .map(hub -> linked(hub).stream().toList())
                .orElseGet(() -> eligible(AllocationPolicy.CUSTOM, asked.terms()).stream()
                        .map(LinkedHub::host)
                        .toList());
    }

    private static Progress noHub(Case asked) {
        return new Progress.Failed(
                NO_HUB,
                asked.stay()
                        .map(host -> "Hub " + host.name() + " is no longer linked to this service")
                        .orElse("No linked hub is eligible for this enrollment"));
    }

    /** The hub of an imported assignment nobody has let go of, while it is linked and no policy names another for sure. */
    private Optional<HubHost> kept(Case asked) {
        boolean held = asked.former().filter(Assignment::imported).isPresent()
                && policy(asked.terms()).automatic()
                && !Share.includes(releases.percent(asked.admitted().group()), asked.id());
        return held ? asked.current().flatMap(this::linked) : Optional.empty();
    }

    private Optional<HubHost> allocate(Case asked, Origin origin) {
        AllocationPolicy policy = policy(asked.terms());
        return allocator
                .choose(policy, asked.id(), origin, asked.current(), eligible(policy, asked.terms()))
                .map(LinkedHub::host);
    }

    private List<LinkedHub> eligible(AllocationPolicy policy, Terms terms) {
        List<HubHost> named = pinned(terms) ? terms.legacyHub().stream().toList() : terms.hubs();
        return Allocator.eligible(policy, named, hubs.all());
    }

    private Optional<HubHost> linked(HubHost host) {
        return hubs.find(host).map(LinkedHub::host);
    }

    private AllocationPolicy policy(Terms terms) {
        return terms.allocationPolicy().orElseGet(() -> pinned(terms) ? AllocationPolicy.STATIC : servicePolicy.get());
    }

    /** The old single field rules alone when no policy is given, whatever iotHubs says beside it (3.10). */
    private static boolean pinned(Terms terms) {
        return terms.legacyHub().isPresent()
                && (terms.allocationPolicy().isEmpty() || terms.hubs().isEmpty());
    }

    private static DeviceId deviceId(Case asked) {
        Optional<DeviceId> enrolled = asked.admitted().enrollment() instanceof IndividualEnrollment individual
                ? individual.deviceId()
                : Optional.empty();
        return enrolled.or(() -> asked.former().map(a -> a.seat().deviceId()))
                .orElseGet(() -> new DeviceId(asked.id().text()));
    }

    private static Plan plan(Case asked, HubHost hub, Chosen chosen) {
        Seat target = new Seat(hub, deviceId(asked));
        Optional<Seat> former = asked.former().map(Assignment::seat);
        if (former.isEmpty()) {
            return new Plan(target, Optional.empty(), TwinTreatment.INITIAL, chosen);
        }
        boolean same = former.get().equals(target);
        TwinTreatment kept = same ? TwinTreatment.KEEP : TwinTreatment.MIGRATE;
        ReprovisionPolicy policy = asked.policy();
        boolean reset = policy.updateHubAssignment() && !policy.migrateDeviceData();
        return new Plan(target, former.filter(seat -> !same), reset ? TwinTreatment.RESET : kept, chosen);
    }
}
