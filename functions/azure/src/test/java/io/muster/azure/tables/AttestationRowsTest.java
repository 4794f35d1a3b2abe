package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttestationRowsTest {
    private static final RegistrationId ID = new RegistrationId("Sensor-1");
    /** The columns of the release before there was more than one kind of attestation, which it cannot do without. */
    private static final Set<String> FORMER = Set.of(
            "Schema",
            "RegistrationId",
            "DeviceId",
            "OptionalDeviceInformation",
            "PrimaryKey",
            "SecondaryKey",
            "Etag",
            "Created",
            "Updated",
            "Enabled",
            "ReprovisionPolicy",
            "AllocationPolicy",
            "IotHubs",
            "IotHubHostName",
            "IotEdge",
            "InitialTwin",
            "InitialTwinTags",
            "InitialTwinDesired");

    private final IdScope scope = Instance.freshScope();
    private final Keys keys = new Keys(scope);
    private final Instance instance = new Instance(scope);

    static Stream<Attestation> kinds() {
        return Stream.of(
                Samples.keys(),
                certificates(Role.CLIENT, true, false),
                certificates(Role.CLIENT, false, true),
                certificates(Role.CLIENT, true, true),
                certificates(Role.SIGNING, true, true),
                new CaReferences(Optional.of("ca-1"), Optional.empty()),
                new CaReferences(Optional.empty(), Optional.of("ca-2")),
                new CaReferences(Optional.of("ca-1"), Optional.of("ca-2")),
                new TpmKeys("AToAAQ==", Optional.empty()),
                new TpmKeys("AToAAQ==", Optional.of("AToBAQ==")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("rest 3.2: each kind of attestation comes back as it was stored, here and on another instance")
    void roundTrip(Attestation attestation) {
        IndividualEnrollment individual = Samples.individual(ID, attestation, Samples.fullTerms("{}"));
        EnrollmentGroup group = Samples.group("Line-A", attestation);
        assertTrue(instance.stores.individuals().create(individual));
        assertTrue(instance.stores.groupStore().create(group));

        TableStores other = new Instance(scope).stores;

        assertEquals(individual, other.individuals().find(ID).orElseThrow());
        assertEquals(group, other.groupStore().find(group.groupId()).orElseThrow());
        assertEquals(group, other.groups().all().get(0));
    }

    @Test
    @DisplayName("6.13: an enrollment that goes from certificates to names of CAs keeps nothing of the former")
    void replaced() {
        IndividualEnrollment first =
                Samples.individual(ID, certificates(Role.CLIENT, true, true), Samples.plainTerms());
        IndividualEnrollment second =
                Samples.individual(ID, new CaReferences(Optional.empty(), Optional.of("ca-1")), Samples.plainTerms());
        instance.stores.individuals().create(first);

        assertTrue(
                instance.stores.individuals().replace(second, first.revision().etag()));

        assertEquals(second, instance.stores.individuals().find(ID).orElseThrow());
    }

    @Test
    @DisplayName("Issue 3.10: rows of the release before, without the newer columns, are read")
    void formerLayout() {
        IndividualEnrollment individual = Samples.individual(ID, Samples.keys(), Samples.plainTerms());
        EnrollmentGroup full = Samples.group("g");
        EnrollmentGroup group = new EnrollmentGroup(
                full.groupId(), full.registrationIdPrefix(), full.attestation(), Samples.plainTerms(), full.revision());
        instance.stores.individuals().create(individual);
        instance.stores.groupStore().create(group);

        makeFormer(Keys.DEVICES, keys.enrollment(ID));
        makeFormer(Keys.SERVICE, keys.group(group.groupId()));

        assertEquals(individual, instance.stores.individuals().find(ID).orElseThrow());
        assertEquals(group, new Instance(scope).stores.groups().all().get(0));
    }

    @Test
    @DisplayName("Issue 3.10: a row by symmetric keys has all that the release before reads, under the same names")
    void readByTheReleaseBefore() {
        instance.stores.individuals().create(Samples.individual(ID, Samples.keys(), Samples.fullTerms("{}")));

        Row row = Instance.rawRow(Keys.DEVICES, keys.enrollment(ID));

        assertTrue(row.entity().getProperties().keySet().containsAll(FORMER));
        assertTrue(row.text("PrimaryKey").startsWith("v1."));
        assertTrue(row.text("SecondaryKey").startsWith("v1."));
        assertTrue(row.find("AttestationForm").isEmpty());
    }

    @Test
    @DisplayName("A row of a form that a later release brings is refused as such, not taken for one by keys")
    void unknownForm() {
        instance.stores.individuals().create(Samples.individual(ID));
        Row later = Row.at(keys.enrollment(ID)).put("AttestationForm", "quantum");
        Instance.raw(Keys.DEVICES).updateEntity(later.entity(), TableEntityUpdateMode.MERGE);

        assertThrows(
                IllegalStateException.class, () -> instance.stores.individuals().find(ID));
    }

    private static void makeFormer(String table, Row.Key key) {
        Row row = Instance.rawRow(table, key);
        TableEntity former = new TableEntity(key.partition(), key.row());
        row.entity().getProperties().forEach((column, value) -> {
            if (FORMER.contains(column)
                    || column.equals("EnrollmentGroupId")
                    || column.equals("RegistrationIdPrefix")) {
                former.addProperty(column, value);
            }
        });
        Instance.raw(table).updateEntity(former, TableEntityUpdateMode.REPLACE);
    }

    private static X509Certificates certificates(Role role, boolean primary, boolean secondary) {
        return new X509Certificates(
                role,
                Optional.of("primary").filter(it -> primary).map(Certificates::fresh),
                Optional.of("secondary").filter(it -> secondary).map(Certificates::fresh));
    }
}
