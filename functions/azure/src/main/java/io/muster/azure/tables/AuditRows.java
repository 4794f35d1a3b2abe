package io.muster.azure.tables;

import io.muster.core.audit.Act;
import io.muster.core.audit.AuditEntry;
import io.muster.core.audit.AuditRecord;
import io.muster.core.audit.Ending;
import io.muster.core.audit.Head;
import io.muster.core.audit.Moments;
import java.util.List;

/** One row an entry. Every column goes into its hash, so none is left to be changed unseen. */
record AuditRows(Keys keys) implements RowCodec<AuditRecord> {
    @Override
    public Row write(AuditRecord kept) {
        AuditEntry entry = kept.entry();
        Act act = entry.act();
        return Row.at(keys.audited(entry))
                .put("Chain", entry.chain())
                .put("Sequence", Long.toString(entry.sequence()))
                .put("At", Moments.text(entry.at()))
                .put("Former", entry.former())
                .put("Caller", act.caller())
                .put("Application", act.application())
                .put("Address", act.address())
                .put("Operation", act.operation())
                .put("Resource", act.resource())
                .put("Scope", act.scope())
                .put("Count", act.count())
                .put("Status", act.status())
                .put("TrackingId", act.trackingId())
                .put(
                        "Endings",
                        JsonColumn.of(entry.endings().stream().map(Ending::text).toList()))
                .put(
                        "Witnessed",
                        JsonColumn.of(entry.witnessed().stream().map(Head::text).toList()))
                .put("Hash", kept.hash())
                .put("Mac", kept.mac());
    }

    /** Throws also when the entry does not belong where it lies. */
    @Override
    public AuditRecord read(Row row) {
        List<Ending> endings = JsonColumn.texts(row.text("Endings")).stream()
                .map(Ending::parse)
                .toList();
        List<Head> witnessed = JsonColumn.texts(row.text("Witnessed")).stream()
                .map(Head::parse)
                .toList();
        AuditEntry entry = new AuditEntry(
                row.text("Chain"),
                Long.parseLong(row.text("Sequence")),
                Moments.parse(row.text("At")),
                row.find("Former").orElse(""),
                act(row),
                endings,
                witnessed);
        if (!keys.audited(entry).equals(row.key())) {
            throw new IllegalStateException("row " + row.key() + " holds another place's entry");
        }
        return new AuditRecord(entry, row.text("Hash"), row.text("Mac"));
    }

    private static Act act(Row row) {
        return new Act(
                row.find("Caller").orElse(""),
                row.find("Application").orElse(""),
                row.find("Address").orElse(""),
                row.find("Operation").orElse(""),
                row.find("Resource").orElse(""),
                row.find("Scope").orElse(""),
                row.number("Count"),
                row.number("Status"),
                row.find("TrackingId").orElse(""));
    }
}
