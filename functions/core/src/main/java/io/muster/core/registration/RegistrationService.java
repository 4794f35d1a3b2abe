package io.muster.core.registration;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.enrollment.EnrollmentLookup;
import io.muster.core.enrollment.Groups;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.IdScope;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The three doors to registration, built over the same parts: register, look-ups, and the queue's worker. */
public record RegistrationService(Registrar registrar, StatusLookup lookup, Worker worker) {
    /** What registration stands on. */
    public record Ports(
            Registrations registrations,
            Groups groups,
            LinkedHubs hubs,
            HubRegistry registry,
            PendingWork work,
            Releases releases) {}

    public static RegistrationService over(
            IdScope scope,
            Ports ports,
            EnrollmentLookup enrollments,
            AllocationPolicy servicePolicy,
            Limits limits,
            InstantSource clock,
            SecureRandom random) {
        Admission admission = new Admission(scope, ports.registrations(), enrollments, limits.clockSkew());
        Planner planner = new Planner(ports.hubs(), servicePolicy, ports.releases());
        Assigner assigner = new Assigner(ports.hubs(), ports.registry());
        Execution execution = new Execution(ports.registrations(), assigner, ports.work(), limits, clock, random);
        return new RegistrationService(
                new Registrar(admission, planner, ports.registrations(), execution, limits, clock, random),
                new StatusLookup(admission, execution, clock),
                new Worker(ports.registrations(), ports.groups(), execution, ports.work(), clock));
    }
}
