package io.muster.azure.tables;

import io.muster.core.access.AccessRules;
import io.muster.core.access.SasPolicies;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.attestation.AttestationType;
import io.muster.core.audit.AuditStore;
import io.muster.core.backup.StoredRows;
import io.muster.core.certificate.Authorities;
import io.muster.core.certificate.CaStore;
import io.muster.core.certificate.CaUses;
import io.muster.core.certificate.CrlStore;
import io.muster.core.certificate.DenyList;
import io.muster.core.certificate.Revocations;
import io.muster.core.decision.DecisionBudget;
import io.muster.core.decision.DecisionLog;
import io.muster.core.encryption.Envelope;
import io.muster.core.encryption.KeyCare;
import io.muster.core.encryption.KeyWrapper;
import io.muster.core.enrollment.CertificateClaims;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.EnrollmentKind;
import io.muster.core.enrollment.EnrollmentStore;
import io.muster.core.enrollment.Groups;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.levelling.HubBudgets;
import io.muster.core.limits.Allowances;
import io.muster.core.listing.Listing;
import io.muster.core.listing.Mending;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Registrations.Device;
import io.muster.core.registration.ReleaseBook;
import io.muster.core.service.ServiceStore;
import io.muster.core.webhook.ExchangeLog;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything one provisioning service keeps, composed over one storage account. Making it does no I/O. */
public final class TableStores {
    private final EnrollmentStore<RegistrationId, IndividualEnrollment> individuals;
    private final EnrollmentStore<GroupId, EnrollmentGroup> groupStore;
    private final Registrations registrations;
    private final ServiceCache cache;
    private final Envelope envelope;
    private final Function<KeyCare.Rules, KeyCare> keyCare;
    private final ServiceStore serviceStore;
    private final ReleaseBook releases;
    private final CaStore caStore;
    private final CrlStore crls;
    private final DenyList denials;
    private final CertificateClaims claims;
    private final Listing<Device> individualListing;
    private final Listing<Device> bareListing;
    private final Function<String, Listing<Registration>> members;
    private final Keys keys;
    private final Mending mending;
    private final Supplier<Secret> serviceSecret;
    private final DecisionLog decisions;
    private final HubBudgets budgets;
    private final Allowances allowances;
    private final ExchangeLog exchanges;
    private final AuditStore audit;
    private final StoredRows storedRows;

    /** With data keys that serve for a day without the vault. */
    public TableStores(
            TableStorage storage,
            IdScope scope,
            KeyWrapper wrapper,
            Seeds seeds,
            InstantSource clock,
            SecureRandom random) {
        this(storage, scope, wrapper, Duration.ofDays(1), seeds, clock, random);
    }

    /** @param withoutVault how long a data key serves that was opened once, while the vault does not open it again */
    public TableStores(
            TableStorage storage,
            IdScope scope,
            KeyWrapper wrapper,
            Duration withoutVault,
            Seeds seeds,
            InstantSource clock,
            SecureRandom random) {
        storedRows = new TableCopy(storage, new Keys(scope));
        StorageTable devices = storage.table(Keys.DEVICES);
        StorageTable service = storage.table(Keys.SERVICE);
        keys = new Keys(scope);
        envelope = new Envelope(new TableDataKeys(service, keys, wrapper, withoutVault, clock, random), random);
        keyCare = rules -> new KeyCare(
                new KeyCare.Ports(
                        new TableKeyBook(service, keys, new DataKeyRows(keys)),
                        wrapper,
                        new TableSealedRows(service, devices, keys, envelope)),
                rules,
                clock,
                random);
        Sealing inService = new Sealing(envelope, Keys.SERVICE);
        Sealing inDevices = new Sealing(envelope, Keys.DEVICES);
        ListIndex enrollmentIndex = new ListIndex(storage.table(Keys.ENROLLMENTS), clock);
        ListIndex memberIndex = new ListIndex(storage.table(Keys.MEMBERS), clock);

        IndividualRows individualRows =
                new IndividualRows(keys, new EnrollmentColumns(new AttestationColumns(inDevices)));
        RegistrationRows registrationRows = new RegistrationRows(keys, inDevices);
        GroupRows groupRows = new GroupRows(keys, new EnrollmentColumns(new AttestationColumns(inService)));
        ReleaseRows releaseRows = new ReleaseRows(keys);
        CaRows caRows = new CaRows(keys);
        StorageTable certificates = storage.table(Keys.CERTIFICATES);
        CrlRows crlRows = new CrlRows(keys, certificates);
        DenialRows denialRows = new DenialRows(keys);
        ServiceRows serviceRows = new ServiceRows(
                groupRows,
                new HubRows(keys, inService),
                new PolicyRows(keys, inService),
                new SettingsRows(keys),
                releaseRows,
                caRows,
                crlRows,
                denialRows);
        ClockedRows clocked = new ClockedRows(service, keys, random);

        individuals =
                new TableEnrollments<>(new DeviceRows(devices, enrollmentIndex), individualRows, keys::enrollment);
        groupStore = new TableEnrollments<>(clocked, groupRows, keys::group);
        registrations = new TableRegistrations(devices, memberIndex, keys, individualRows, registrationRows);
        cache = new ServiceCache(new ServiceLoader(clocked, serviceRows, seeds), clocked, clock);
        serviceStore = new TableService(clocked, keys, serviceRows, cache);
        releases = new TableReleases(clocked, releaseRows, cache);
        caStore = new TableCas(new VersionedRows<>(clocked, caRows), keys, cache);
        crls = new TableCrls(clocked, crlRows, certificates, keys);
        denials = new TableDenials(clocked, denialRows, keys, cache);
        claims = new TableClaims(
                certificates,
                keys,
                owner -> owner.kind() == EnrollmentKind.GROUP
                        ? groupStore.find(new GroupId(owner.foldedId()))
                        : individuals.find(new RegistrationId(owner.foldedId())),
                clock);
        individualListing =
                new IndividualListing(enrollmentIndex, devices, keys, individualRows, Optional.of(registrationRows));
        bareListing = new IndividualListing(enrollmentIndex, devices, keys, individualRows, Optional.empty());
        members = prefix -> new MemberListing(memberIndex, devices, keys, registrationRows, prefix);
        serviceSecret = new TableServiceSecret(service, keys, inService, random);
        budgets = new BudgetRows(storage.table(Keys.BUDGETS), keys);
        allowances = new AllowanceRows(storage.table(Keys.BUDGETS), keys);
        audit = new TableAudit(storage.table(Keys.AUDIT), keys, new AuditRows(keys));
        mending = new ListMending(devices, enrollmentIndex, memberIndex, keys);
        decisions = new TableDecisions(
                new DayTables(storage, Keys.DECISIONS, clock), keys, new DecisionRows(keys), new DecisionBudget(clock));
        exchanges = new TableExchanges(
                new DayTables(storage, Keys.EXCHANGES, clock),
                keys,
                new ExchangeRows(keys),
                new DecisionBudget(clock, "calls of webhooks that went well"),
                new DecisionBudget(clock, "calls of webhooks that failed"));
    }

    public EnrollmentStore<RegistrationId, IndividualEnrollment> individuals() {
        return individuals;
    }

    /** Groups one by one, always as they are now: for the service API. */
    public EnrollmentStore<GroupId, EnrollmentGroup> groupStore() {
        return groupStore;
    }

    /** All groups, at most 30 s old: for attestation. */
    public Groups groups() {
        return new CachedGroups(cache);
    }

    /** How many groups attest so; at most 30 s old. */
    public long groupsBy(AttestationType type) {
        return cache.recent().groups().stream()
                .filter(group -> group.attestation().type() == type)
                .count();
    }

    public Registrations registrations() {
        return registrations;
    }

    public LinkedHubs hubs() {
        return () -> cache.recent().hubs();
    }

    public SasPolicies policies() {
        return () -> cache.recent().policies();
    }

    /** What enrollments without an allocation policy get; at most 30 s old. */
    public AllocationPolicy allocationPolicy() {
        return cache.recent().settings().allocationPolicy();
    }

    /** Who is let in at all; at most 30 s old. */
    public AccessRules accessRules() {
        return cache.recent().settings().access();
    }

    /** The service's description, always as it is now: for those who manage it. */
    public ServiceStore serviceStore() {
        return serviceStore;
    }

    public ReleaseBook releases() {
        return releases;
    }

    /** CA certificates one by one, always as they are now: for those who manage them. */
    public CaStore caStore() {
        return caStore;
    }

    /** Which groups name which CA, now. */
    public CaUses caUses() {
        return new GroupCaUses(cache);
    }

    /** All CA certificates, verified or not, in order of name, and all that is revoked: for attestation. */
    public Authorities authorities(Revocations.StaleCrl policy) {
        return new CachedAuthorities(cache, policy);
    }

    /** CAs' revocation lists, always as they are now: for those who manage them. */
    public CrlStore crls() {
        return crls;
    }

    public DenyList denials() {
        return denials;
    }

    public CertificateClaims claims() {
        return claims;
    }

    /** Individual enrollments; with their records at the price of one more read each. */
    public Listing<Device> individualListing(boolean withRegistrations) {
        return withRegistrations ? individualListing : bareListing;
    }

    public Listing<EnrollmentGroup> groupListing() {
        return new GroupListing(cache);
    }

    /** The records of a group's devices, whether or not the group still is there (1.23). */
    public Listing<Registration> members(GroupId group) {
        return members.apply(keys.members(group));
    }

    /** The records of all groups' devices, in order of group and id. */
    public Listing<Registration> members() {
        return members.apply(keys.devices());
    }

    public Mending mending() {
        return mending;
    }

    /** At least 32 bytes, the same on all instances and for the service's life. */
    public Supplier<Secret> serviceSecret() {
        return serviceSecret;
    }

    public HubBudgets budgets() {
        return budgets;
    }

    public Allowances allowances() {
        return allowances;
    }

    /** Why devices were refused, in the last seven days. */
    public DecisionLog decisions() {
        return decisions;
    }

    /** What was said with webhooks, in the last seven days. */
    public ExchangeLog exchanges() {
        return exchanges;
    }

    /** What makes, changes and retires the data keys that everything here is sealed under. */
    public KeyCare keyCare(KeyCare.Rules rules) {
        return keyCare.apply(rules);
    }

    /** Who changed or was shown what, for good. */
    public AuditStore audit() {
        return audit;
    }

    /** What a backup holds. */
    public StoredRows storedRows() {
        return storedRows;
    }

    /** Seals what leaves the service for a while and must come back unchanged. */
    public Envelope envelope() {
        return envelope;
    }
}
