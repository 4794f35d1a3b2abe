package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import io.muster.core.audit.Act;
import io.muster.core.audit.AuditCheck;
import io.muster.core.audit.AuditLog;
import io.muster.core.audit.AuditSeal;
import io.muster.core.audit.AuditStore.Kept;
import io.muster.core.audit.Ending;
import io.muster.core.audit.Flaw;
import io.muster.core.audit.Head;
import io.muster.core.audit.Verdict;
import io.muster.core.identity.IdScope;
import io.muster.core.listing.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 6.4: the audit log in its table, and what is done to the table behind its back")
class TableAuditTest {
    private static final Instant END = Instant.parse("2030-01-01T00:00:00Z");

    private final IdScope scope = Instance.freshScope();
    private final Instance one = new Instance(scope);
    private final Instance two = new Instance(scope);
    private final AuditLog log = log(one);

    private static AuditLog log(Instance instance) {
        return new AuditLog(instance.stores.audit(), seal(instance), instance.clock, Instance.RANDOM);
    }

    private static AuditSeal seal(Instance instance) {
        return new AuditSeal(instance.stores.serviceSecret());
    }

    private static Act act(String resource) {
        return new Act("policy:owner", "", "", "PUT /enrollments/{id}", resource, "", 1, 0, "t");
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            one.clock.pass(Duration.ofSeconds(1));
            log.ended(log.append(act("/enrollments/" + i)), 200);
        }
    }

    private Verdict verify() {
        return new AuditCheck(two.stores.audit(), seal(two), 1000).verify(Instant.EPOCH, END, List.of());
    }

    private List<Flaw.Kind> flaws() {
        return verify().flaws().stream().map(Flaw::kind).toList();
    }

    private List<Kept> kept() {
        return two.stores
                .audit()
                .page(Instant.EPOCH, Optional.empty(), END, 100)
                .items();
    }

    private TableEntity raw(int index) {
        return Instance.raw(Keys.AUDIT).getEntity(kept().get(index).place(), "listed");
    }

    @Test
    void whatOneInstanceWritesAnotherReadsAndFindsIntact() {
        append(3);
        two.clock.pass(Duration.ofSeconds(10));
        Head other = log(two).append(act("/x"));

        assertEquals(List.of(), verify().flaws());
        assertEquals(4, verify().entries());
        assertEquals(
                List.of(new Ending(1, 200)),
                kept().get(2).entry().orElseThrow().entry().endings());
        assertEquals(other, kept().get(3).entry().orElseThrow().head());
        assertEquals(
                List.of(kept().get(2).entry().orElseThrow().head()),
                kept().get(3).entry().orElseThrow().entry().witnessed());
    }

    @Test
    void pagesFollowEachOtherAndEndBeforeUntil() {
        append(5);
        Instant third = kept().get(2).entry().orElseThrow().entry().at();

        Page<Kept> first = one.stores.audit().page(Instant.EPOCH, Optional.empty(), END, 2);
        Page<Kept> rest = one.stores.audit().page(Instant.EPOCH, first.next(), END, 1000);
        Page<Kept> early = one.stores.audit().page(Instant.EPOCH, Optional.empty(), third, 1000);

        assertEquals(2, first.items().size());
        assertEquals(3, rest.items().size());
        assertTrue(rest.next().isEmpty());
        assertEquals(2, early.items().size());
    }

    @Test
    void anotherScopeSeesNothing() {
        append(1);
        Instance other = new Instance(Instance.freshScope());

        assertEquals(
                List.of(),
                other.stores
                        .audit()
                        .page(Instant.EPOCH, Optional.empty(), END, 10)
                        .items());
    }

    @Test
    void aChangedColumnIsSeen() {
        append(3);
        TableEntity row = raw(1);
        row.addProperty("Caller", "policy:somebody");
        Instance.raw(Keys.AUDIT).updateEntity(row, TableEntityUpdateMode.REPLACE);

        assertEquals(List.of(Flaw.Kind.ALTERED), flaws());
    }

    @Test
    void aRemovedRowIsSeen() {
        append(3);
        Instance.raw(Keys.AUDIT).deleteEntity(raw(1));

        assertEquals(List.of(Flaw.Kind.BROKEN), flaws());
    }

    @Test
    void rowsThatChangedPlacesAreSeen() {
        append(3);
        TableEntity first = raw(0);
        TableEntity second = raw(1);
        write(first.getPartitionKey(), second);
        write(second.getPartitionKey(), first);

        assertEquals(List.of(Flaw.Kind.UNREADABLE, Flaw.Kind.UNREADABLE), flaws().subList(0, 2));
    }

    private static void write(String partition, TableEntity content) {
        TableEntity row = new TableEntity(partition, "listed");
        content.getProperties().forEach((name, value) -> {
            if (!name.equals("PartitionKey") && !name.equals("RowKey") && !name.startsWith("odata")) {
                row.addProperty(name, value);
            }
        });
        Instance.raw(Keys.AUDIT).upsertEntityWithResponse(row, TableEntityUpdateMode.REPLACE, null, null);
    }

    @Test
    void anotherServicesSecretDoesNotMakeItsEntries() {
        append(2);
        AuditSeal stranger = new AuditSeal(new Instance(Instance.freshScope()).stores.serviceSecret());

        Verdict verdict = new AuditCheck(two.stores.audit(), stranger, 1000).verify(Instant.EPOCH, END, List.of());

        assertEquals(
                List.of(Flaw.Kind.FORGED, Flaw.Kind.FORGED),
                verdict.flaws().stream().map(Flaw::kind).toList());
    }
}
