package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.certificate.Authorities;
import io.muster.core.certificate.CaName;
import io.muster.core.certificate.Denial;
import io.muster.core.certificate.DenyList;
import io.muster.core.certificate.Revocations.StaleCrl;
import io.muster.core.certificate.UploadedCrl;
import io.muster.core.identity.Etag;
import io.muster.core.identity.IdScope;
import io.muster.core.testkit.TestAuthority;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 4.8: what is revoked, in every instance's snapshot within 30 s")
class TableRevocationsTest {
    private static final Duration TO_THE_NEXT_LOOK = Duration.ofSeconds(10);
    private static final CaName NAME = new CaName("Plant_A.1");
    private static final TestAuthority CA = TestAuthority.named("CN=Plant A");

    private final IdScope scope = Instance.freshScope();
    private final Instance writer = new Instance(scope);
    private final Instance reader = new Instance(scope);

    @Test
    @DisplayName(
            "A denial is known at once to who looks, in one row however its issuer is spelled, until it is removed")
    void denials() {
        DenyList.Entry serial = entry("serial:0A;issuer:CN=Plant A,O=\"x/y#?\"", Optional.of("stolen"));
        DenyList.Entry key = entry("key:" + "A1".repeat(32), Optional.empty());
        DenyList.Entry again = entry("serial:a;issuer:cn=plant  a, o=X/Y#?", Optional.empty());
        for (DenyList.Entry entry : List.of(serial, key, again)) {
            writer.stores.denials().put(entry);
        }
        reader.clock.pass(Duration.ofMillis(1));

        List<DenyList.Entry> found = reader.stores.denials().all();
        assertEquals(2, found.size());
        assertEquals(key, found.get(0));
        assertEquals(again.denial(), found.get(1).denial());
        assertEquals(Optional.empty(), found.get(1).note());

        assertTrue(reader.stores.denials().remove(serial.denial()));
        assertFalse(writer.stores.denials().remove(serial.denial()));
        writer.clock.pass(Duration.ofMillis(1));
        assertEquals(List.of(key), writer.stores.denials().all());
    }

    @Test
    @DisplayName("Attestation has the same object while nothing changes, and another one at the look after a change")
    void spreads() {
        Authorities authorities = reader.stores.authorities(StaleCrl.FAIL_OPEN);
        Object before = authorities.revocations();
        assertSame(before, authorities.revocations());

        writer.stores.denials().put(entry("key:" + "B2".repeat(32), Optional.empty()));
        reader.clock.pass(TO_THE_NEXT_LOOK.minusMillis(1));
        assertSame(before, authorities.revocations());
        reader.clock.pass(Duration.ofMillis(1));
        assertNotSame(before, authorities.revocations());
    }

    @Test
    @DisplayName("A list of thousands of entries is read back, replaced under its etag only, and deleted")
    void crls() {
        BigInteger[] serials =
                IntStream.range(0, 3000).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
        UploadedCrl large = crl(1, serials);
        UploadedCrl next = crl(2, BigInteger.TEN);
        assertFalse(writer.stores.crls().replace(large, large.etag()));
        assertTrue(writer.stores.crls().insert(large));
        assertFalse(writer.stores.crls().insert(next));

        UploadedCrl found = reader.stores.crls().find(new CaName("PLANT_a.1")).orElseThrow();
        assertEquals(large.content(), found.content());
        assertEquals(3000, found.crl().size());
        assertEquals(large.etag(), found.etag());
        assertEquals(large.uploaded(), found.uploaded());

        assertFalse(writer.stores.crls().replace(next, new Etag("stale")));
        assertTrue(writer.stores.crls().replace(next, large.etag()));
        assertEquals(1, reader.stores.crls().find(NAME).orElseThrow().crl().size());

        assertTrue(writer.stores.crls().delete(NAME));
        assertFalse(writer.stores.crls().delete(NAME));
        assertEquals(Optional.empty(), reader.stores.crls().find(NAME));
    }

    @Test
    @DisplayName("An instance reads a list's content once, not with every change of something else")
    void contentIsReadOnce() {
        assertTrue(writer.stores.crls().insert(crl(1, BigInteger.ONE)));
        Authorities authorities = reader.stores.authorities(StaleCrl.FAIL_OPEN);
        Object first = authorities.revocations();
        assertTrue(reader.traffic.taken().contains("GET certificates"));

        writer.stores.denials().put(entry("key:" + "C3".repeat(32), Optional.empty()));
        reader.clock.pass(TO_THE_NEXT_LOOK);
        assertNotSame(first, authorities.revocations());
        assertFalse(reader.traffic.taken().contains("GET certificates"));
    }

    @Test
    @DisplayName("A row whose content is gone takes no other with it, and can be deleted")
    void damage() {
        assertTrue(writer.stores.crls().insert(crl(1, BigInteger.ONE)));
        String partition = new Keys(scope).crlContents(NAME);
        Instance.raw(Keys.CERTIFICATES).listEntities().stream()
                .filter(entity -> entity.getPartitionKey().equals(partition))
                .forEach(entity -> Instance.raw(Keys.CERTIFICATES).deleteEntity(entity));
        writer.stores.denials().put(entry("key:" + "D4".repeat(32), Optional.empty()));

        assertEquals(1, reader.stores.denials().all().size());
        assertTrue(reader.stores.crls().delete(NAME));
    }

    private static DenyList.Entry entry(String denial, Optional<String> note) {
        return new DenyList.Entry(Denial.parse(denial), note, Samples.NOW);
    }

    private static UploadedCrl crl(long number, BigInteger... serials) {
        Instant thisUpdate = Samples.NOW;
        byte[] der = CA.crl(number, thisUpdate, thisUpdate.plus(Duration.ofDays(7)), serials);
        return UploadedCrl.of(
                NAME,
                Base64.getEncoder().encodeToString(der),
                CA.certificate(),
                Samples.NOW,
                Etag.random(Instance.RANDOM));
    }
}
