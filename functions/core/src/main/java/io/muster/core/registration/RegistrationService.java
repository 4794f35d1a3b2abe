package io.muster.core.registration;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.Allocator;
import io.muster.core.allocation.Nearest;
import io.muster.core.enrollment.Groups;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.IdScope;
import io.muster.core.levelling.BulkWriter;
import io.muster.core.levelling.HubBudgets;
import io.muster.core.levelling.LevelledRegistry;
import io.muster.core.levelling.Levelling;
import io.muster.core.telemetry.Metrics;
import io.muster.core.tpm.TpmChallenges;
import io.muster.core.webhook.AllocationWebhook;
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
            Releases releases,
            AllocationWebhook webhook,
            HubBudgets budgets,
            Metrics metrics) {}

    /** What the operator of the service has decided. */
    public record Rules(
            Supplier<AllocationPolicy> servicePolicy, Nearest nearest, GroupDevices groupDevices, Limits limits) {}

    public static RegistrationService over(
            IdScope scope,
            Ports ports,
            Lookups lookups,
            TpmChallenges challenges,
            Rules rules,
            InstantSource clock,
            SecureRandom random) {
        Registrations registrations = new CountedRegistrations(ports.registrations(), ports.metrics());
        Admission admission =
                new Admission(scope, registrations, lookups, rules.limits().clockSkew());
        Planner planner =
                new Planner(ports.hubs(), rules.servicePolicy(), new Allocator(rules.nearest()), ports.releases());
        HubCredentials credentials = new HubCredentials(challenges, rules.groupDevices());
        Levelling levelling = new Levelling(ports.budgets(), clock);
        HubRegistry registry = new LevelledRegistry(ports.registry(), levelling);
        Assigner assigner = new Assigner(ports.hubs(), registry, new BulkWriter(registry, levelling));
        Chooser chooser = new Chooser(planner, ports.webhook(), registrations, rules.limits(), clock, random);
        Execution execution = new Execution(
                new Execution.Parts(
                        registrations, chooser, levelling, assigner, credentials, ports.work(), ports.metrics()),
                rules.limits(),
                clock,
                random);
        return new RegistrationService(
                new Registrar(admission, planner, registrations, execution, credentials, rules.limits(), clock, random),
                new StatusLookup(admission, execution, credentials, clock),
                new Worker(registrations, ports.groups(), execution, ports.work(), clock),
                new DryRun(admission, planner, clock));
    }
}
