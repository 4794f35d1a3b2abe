package io.muster.app.service;

import io.muster.core.access.AccessControl;
import io.muster.core.audit.AuditSeal;
import io.muster.core.audit.AuditStore;
import io.muster.core.decision.DecisionLog;
import io.muster.core.encryption.Envelope;
import io.muster.core.enrollment.CertificateClaims;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.EnrollmentStore;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.KnownCas;
import io.muster.core.enrollment.Quota;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.listing.Listing;
import io.muster.core.listing.Mending;
import io.muster.core.registration.DeadLetters;
import io.muster.core.registration.DryRun;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Registrations.Device;
import io.muster.core.registration.ReleaseBook;
import io.muster.core.webhook.ExchangeLog;
import java.util.function.Function;

/** What the service API stands on. */
public record ServicePorts(
        EnrollmentStore<RegistrationId, IndividualEnrollment> individuals,
        EnrollmentStore<GroupId, EnrollmentGroup> groups,
        Registrations registrations,
        Lists lists,
        Rules rules,
        ReleaseBook releases,
        Mending mending,
        DecisionLog decisions,
        DryRun dryRun,
        ExchangeLog exchanges,
        DeadLetters deadLetters,
        AuditStore audit,
        AuditSeal auditSeal,
        Envelope envelope,
        AccessControl access) {
    /**
     * What can be listed.
     *
     * @param individuals with their records or without
     * @param members the records of one group's devices
     * @param allMembers those of all groups
     */
    public record Lists(
            Function<Boolean, Listing<Device>> individuals,
            Listing<EnrollmentGroup> groups,
            Function<GroupId, Listing<Registration>> members,
            Listing<Registration> allMembers) {}

    /**
     * What a write is checked against.
     *
     * @param maxBulkItems how many items a bulk operation may have
     */
    public record Rules(LinkedHubs hubs, CertificateClaims claims, KnownCas cas, Quota groupQuota, int maxBulkItems) {}
}
