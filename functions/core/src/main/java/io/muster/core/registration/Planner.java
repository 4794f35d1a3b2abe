package io.muster.core.registration;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.Allocator;
import io.muster.core.allocation.Share;
import io.muster.core.enrollment.Admitted;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.ReprovisionPolicy;
import io.muster.core.enrollment.Terms;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Plan.TwinTreatment;
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
    private final Releases releases;

    Planner(LinkedHubs hubs, Supplier<AllocationPolicy> servicePolicy, Releases releases) {
        this.hubs = hubs;
        this.servicePolicy = servicePolicy;
        this.releases = releases;
    }

    /**
     * The first step of a new operation: Assigning, or Failed when no hub can be chosen.
     *
     * @param id in the spelling first registered
     * @param legacyClient an api-version from before reprovision policies: without one, the device stays put (4.8)
     * @param due when the first attempt is to be over
     */
    Progress decide(
            RegistrationId id, Admitted admitted, Optional<Assignment> former, boolean legacyClient, Instant due) {
        Terms terms = admitted.enrollment().terms();
        ReprovisionPolicy policy =
                terms.reprovisionPolicy().orElse(legacyClient ? ReprovisionPolicy.NEVER : ReprovisionPolicy.MIGRATE);
        Optional<HubHost> stay = former.filter(a -> !policy.updateHubAssignment())
                .map(a -> a.seat().hub());
        Optional<HubHost> chosen = stay.isPresent()
                ? stay.flatMap(hubs::find).map(LinkedHub::host)
                : former.flatMap(a -> kept(a, id, admitted)).or(() -> allocate(id, terms));
        if (chosen.isEmpty()) {
            return new Progress.Failed(
                    NO_HUB,
                    stay.map(host -> "Hub " + host.name() + " is no longer linked to this service")
                            .orElse("No linked hub is eligible for this enrollment"));
        }
        Seat target = new Seat(chosen.get(), deviceId(id, admitted, former));
        Plan plan = plan(target, former.map(Assignment::seat), policy);
        return new Progress.Assigning(plan, 1, due);
    }

    /** The hub of an imported assignment nobody has let go of, while it is linked and no policy names another for sure. */
    private Optional<HubHost> kept(Assignment former, RegistrationId id, Admitted admitted) {
        boolean held = former.imported()
                && policy(admitted.enrollment().terms()).automatic()
                && !Share.includes(releases.percent(admitted.group()), id);
        return held ? hubs.find(former.seat().hub()).map(LinkedHub::host) : Optional.empty();
    }

    private Optional<HubHost> allocate(RegistrationId id, Terms terms) {
        List<HubHost> named = pinned(terms) ? terms.legacyHub().stream().toList() : terms.hubs();
        return Allocator.choose(policy(terms), id, named, hubs.all()).map(LinkedHub::host);
    }

    private AllocationPolicy policy(Terms terms) {
        return terms.allocationPolicy().orElse(pinned(terms) ? AllocationPolicy.STATIC : servicePolicy.get());
    }

    /** The old single field rules alone when no policy is given, whatever iotHubs says beside it (3.10). */
    private static boolean pinned(Terms terms) {
        return terms.legacyHub().isPresent()
                && (terms.allocationPolicy().isEmpty() || terms.hubs().isEmpty());
    }

    private static DeviceId deviceId(RegistrationId id, Admitted admitted, Optional<Assignment> former) {
        Optional<DeviceId> enrolled = admitted.enrollment() instanceof IndividualEnrollment individual
                ? individual.deviceId()
                : Optional.empty();
        return enrolled.or(() -> former.map(a -> a.seat().deviceId())).orElseGet(() -> new DeviceId(id.text()));
    }

    private static Plan plan(Seat target, Optional<Seat> former, ReprovisionPolicy policy) {
        if (former.isEmpty()) {
            return new Plan(target, Optional.empty(), TwinTreatment.INITIAL);
        }
        boolean same = former.get().equals(target);
        TwinTreatment kept = same ? TwinTreatment.KEEP : TwinTreatment.MIGRATE;
        boolean reset = policy.updateHubAssignment() && !policy.migrateDeviceData();
        return new Plan(target, former.filter(seat -> !same), reset ? TwinTreatment.RESET : kept);
    }
}
