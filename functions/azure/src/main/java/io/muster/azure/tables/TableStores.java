package io.muster.azure.tables;

import io.muster.core.access.SasPolicies;
import io.muster.core.encryption.Envelope;
import io.muster.core.encryption.KeyWrapper;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.EnrollmentStore;
import io.muster.core.enrollment.Groups;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Registrations;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Everything one provisioning service keeps, composed over one storage account. Making it does no I/O. */
public final class TableStores {
    private final EnrollmentStore<RegistrationId, IndividualEnrollment> individuals;
    private final EnrollmentStore<GroupId, EnrollmentGroup> groupStore;
    private final Registrations registrations;
    private final ServiceCache cache;

    public TableStores(
            TableStorage storage,
            IdScope scope,
            KeyWrapper wrapper,
            Seeds seeds,
            InstantSource clock,
            SecureRandom random) {
        StorageTable devices = storage.table(Keys.DEVICES);
        StorageTable service = storage.table(Keys.SERVICE);
        Keys keys = new Keys(scope);
        Envelope envelope = new Envelope(new TableDataKeys(service, keys, wrapper, random), random);
        Sealing inDevices = new Sealing(envelope, Keys.DEVICES);
        Sealing inService = new Sealing(envelope, Keys.SERVICE);

        IndividualRows individualRows = new IndividualRows(keys, new EnrollmentColumns(inDevices));
        GroupRows groupRows = new GroupRows(keys, new EnrollmentColumns(inService));
        ServiceRows serviceRows =
                new ServiceRows(groupRows, new HubRows(keys, inService), new PolicyRows(keys, inService));
        ClockedRows clocked = new ClockedRows(service, keys, random);

        individuals = new TableEnrollments<>(new SingleRows(devices), individualRows, keys::enrollment);
        groupStore = new TableEnrollments<>(clocked, groupRows, keys::group);
        registrations = new TableRegistrations(devices, keys, individualRows, new RegistrationRows(keys));
        cache = new ServiceCache(new ServiceLoader(clocked, keys, serviceRows, seeds), clocked, clock);
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

    public Registrations registrations() {
        return registrations;
    }

    public LinkedHubs hubs() {
        return () -> cache.get().hubs();
    }

    public SasPolicies policies() {
        return () -> cache.get().policies();
    }
}
