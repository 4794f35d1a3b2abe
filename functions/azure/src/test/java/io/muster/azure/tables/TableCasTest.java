package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.CaReferences;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaName;
import io.muster.core.certificate.Revocations.StaleCrl;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Uploaded CA certificates: one row each, in every instance's snapshot within 30 s")
class TableCasTest {
    private static final Duration TO_THE_NEXT_LOOK = Duration.ofSeconds(10);
    private static final CaName NAME = new CaName("Plant_A.1");

    private final IdScope scope = Instance.freshScope();
    private final Instance writer = new Instance(scope);
    private final Instance reader = new Instance(scope);

    @Test
    void whatIsWrittenIsReadBackInEveryForm() {
        for (CaCertificate ca : List.of(
                ca("Plant_A.1", false, Optional.empty()),
                ca("b", true, Optional.empty()),
                ca("c", false, Optional.of("00FF".repeat(12))))) {
            assertTrue(writer.stores.caStore().insert(ca));
            assertEquals(Optional.of(ca), reader.stores.caStore().find(ca.name()));
            assertEquals(
                    Optional.of(ca),
                    reader.stores.caStore().find(new CaName(ca.name().text().toUpperCase(Locale.ROOT))));
        }
        assertEquals(
                List.of("b", "c", "Plant_A.1"),
                reader.stores.caStore().all().stream()
                        .map(ca -> ca.name().text())
                        .toList());
    }

    @Test
    @DisplayName("9.5: a write over another version than the expected one is refused")
    void etags() {
        CaCertificate first = ca("Plant_A.1", false, Optional.of("AB"));
        CaCertificate next = ca("plant_a.1", true, Optional.empty());
        assertFalse(writer.stores.caStore().replace(next, first.etag()));
        assertTrue(writer.stores.caStore().insert(first));
        assertFalse(writer.stores.caStore().insert(next));

        assertFalse(writer.stores.caStore().replace(next, new Etag("stale")));
        assertTrue(writer.stores.caStore().replace(next, first.etag()));
        assertEquals(Optional.of(next), reader.stores.caStore().find(NAME));

        assertFalse(writer.stores.caStore().delete(NAME, first.etag()));
        assertTrue(writer.stores.caStore().delete(NAME, next.etag()));
        assertFalse(writer.stores.caStore().delete(NAME, next.etag()));
        assertEquals(Optional.empty(), reader.stores.caStore().find(NAME));
    }

    @Test
    @DisplayName("An upload holds on the writing instance at once, on every other at its next look, for no read more")
    void spreads() {
        assertEquals(List.of(), reader.stores.authorities(StaleCrl.FAIL_OPEN).uploaded());
        CaCertificate ca = ca("Plant_A.1", true, Optional.empty());

        assertTrue(writer.stores.caStore().insert(ca));

        assertEquals(List.of(ca), writer.stores.authorities(StaleCrl.FAIL_OPEN).uploaded());
        reader.clock.pass(TO_THE_NEXT_LOOK.minusMillis(1));
        assertEquals(List.of(), reader.stores.authorities(StaleCrl.FAIL_OPEN).uploaded());
        reader.clock.pass(Duration.ofMillis(1));
        assertEquals(List.of(ca), reader.stores.authorities(StaleCrl.FAIL_OPEN).uploaded());
        reader.traffic.taken();
        assertEquals(List.of(ca), reader.stores.authorities(StaleCrl.FAIL_OPEN).uploaded());
        assertEquals(List.of(), reader.traffic.taken());

        assertTrue(writer.stores.caStore().delete(ca.name(), ca.etag()));
        reader.clock.pass(TO_THE_NEXT_LOOK);
        assertEquals(List.of(), reader.stores.authorities(StaleCrl.FAIL_OPEN).uploaded());
    }

    @Test
    @DisplayName("9.8: who uses a CA is known at once, whichever instance wrote the group")
    void uses() {
        assertEquals(Map.of(), reader.stores.caUses().now());
        EnrollmentGroup one = group("one", Optional.of("PLANT_a.1"), Optional.of("plant_a.1"));
        assertTrue(writer.stores.groupStore().create(one));
        assertTrue(writer.stores.groupStore().create(group("two", Optional.of("no name"), Optional.of("Plant_A.1"))));
        assertTrue(writer.stores.groupStore().create(Samples.group("three")));
        reader.clock.pass(Duration.ofMillis(1));

        assertEquals(
                Map.of(NAME, List.of(new GroupId("one"), new GroupId("two"))),
                reader.stores.caUses().now());

        assertTrue(
                writer.stores.groupStore().delete(one.groupId(), one.revision().etag()));
        reader.clock.pass(Duration.ofMillis(1));
        assertEquals(
                Map.of(NAME, List.of(new GroupId("two"))),
                reader.stores.caUses().now());
    }

    @Test
    @DisplayName("A damaged row takes no other CA with it")
    void damage() {
        CaCertificate good = ca("good", true, Optional.empty());
        assertTrue(writer.stores.caStore().insert(good));
        Keys keys = new Keys(scope);
        for (String damage : List.of("", "AAAA", "*")) {
            Row row = new CaRows(keys)
                    .write(ca("bad" + damage.length(), true, Optional.empty()))
                    .put("Certificate", damage);
            Instance.raw(Keys.SERVICE).upsertEntity(row.entity());
        }

        assertEquals(
                List.of(good), reader.stores.authorities(StaleCrl.FAIL_OPEN).uploaded());
    }

    private static CaCertificate ca(String name, boolean verified, Optional<String> code) {
        return new CaCertificate(
                new CaName(name),
                Certificates.fresh(name),
                verified,
                code,
                Samples.NOW,
                Samples.NOW.plusNanos(1),
                Etag.random(Instance.RANDOM));
    }

    private static EnrollmentGroup group(String id, Optional<String> primary, Optional<String> secondary) {
        EnrollmentGroup sample = Samples.group(id);
        return new EnrollmentGroup(
                sample.groupId(),
                Optional.empty(),
                new CaReferences(primary, secondary),
                sample.terms(),
                sample.revision());
    }
}
