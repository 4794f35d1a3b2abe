package io.muster.core.registration;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.enrollment.Groups;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.IdScope;
import io.muster.core.tpm.TpmChallenges;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The doors to registration, built over the same parts: register, look-ups, the queue's worker, and the operator's dry run. */
public record RegistrationService(Registrar registrar, StatusLookup lookup, Worker worker, DryRun dryRun) {
    /** What registration stands on. */
    public record Ports(
            Registrations registrations,
            Groups groups,
            LinkedHubs hubs,
            HubRegistry registry,
            PendingWork work,
            Releases releases) {}

    /** What the operator of the service has decided. */
    public record Rules(Supplier<AllocationPolicy> servicePolicy, GroupDevices groupDevices, Limits limits) {}

    public static RegistrationService over(
            IdScope scope,
            Ports ports,
            Lookups lookups,
            TpmChallenges challenges,
            Rules rules,
            InstantSource clock,
            SecureRandom random) {
        Admission admission = new Admission(
                scope, ports.registrations(), lookups, rules.limits().clockSkew());
        Planner planner = new Planner(ports.hubs(), rules.servicePolicy(), ports.releases());
        HubCredentials credentials = new HubCredentials(challenges, rules.groupDevices());
        Assigner assigner = new Assigner(ports.hubs(), ports.registry());
        Execution execution = new Execution(
                ports.registrations(), assigner, credentials, ports.work(), rules.limits(), clock, random);
        return new RegistrationService(
                new Registrar(
                        admission,
                        planner,
                        ports.registrations(),
                        execution,
                        credentials,
                        rules.limits(),
                        clock,
                        random),
                new StatusLookup(admission, execution, credentials, clock),
                new Worker(ports.registrations(), ports.groups(), execution, ports.work(), clock),
                new DryRun(admission, planner, clock));
    }
}
