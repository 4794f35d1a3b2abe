package io.muster.core.audit;

import io.muster.core.audit.AuditStore.Kept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One pass over entries in order of time, chain by chain at once. */
final class ChainWalk {
    private static final int MOST_FLAWS = 100;

    private record Place(String chain, long sequence) {
        static Place of(Head head) {
            return new Place(head.chain(), head.sequence());
        }
    }

    private final AuditSeal seal;
    private final Instant from;
    private final List<Head> vouchedFor = new ArrayList<>();
    private final Map<String, Head> before = new HashMap<>();
    private final Map<String, Head> heads = new HashMap<>();
    private final Map<Place, String> hashes = new HashMap<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private long entries;
    private Instant last;

    ChainWalk(AuditSeal seal, Instant from, List<Head> known) {
        this.seal = seal;
        this.from = from;
        this.last = from;
        for (Head head : known) {
            if (head.at().isBefore(from)) {
                before.merge(head.chain(), head, (one, other) -> one.sequence() > other.sequence() ? one : other);
            } else {
                vouchedFor.add(head);
            }
        }
        heads.putAll(before);
    }

    long entries() {
        return entries;
    }

    Instant last() {
        return last;
    }

    void take(Kept kept) {
        entries++;
        if (kept.entry().isEmpty()) {
            flaw(Flaw.Kind.UNREADABLE, kept.place(), "the row holds no entry that belongs here");
            return;
        }
        AuditRecord found = kept.entry().get();
        AuditEntry entry = found.entry();
        last = entry.at();
        if (!entry.hash().equals(found.hash())) {
            flaw(Flaw.Kind.ALTERED, kept.place(), "the entry is not what its hash was made of");
        }
        if (!seal.holds(found)) {
            flaw(Flaw.Kind.FORGED, kept.place(), "the hash was not sealed by this service");
        }
        follow(kept.place(), found);
        heads.put(entry.chain(), found.head());
        hashes.put(Place.of(found.head()), found.hash());
        vouchedFor.addAll(entry.witnessed());
    }

    private void follow(String place, AuditRecord found) {
        AuditEntry entry = found.entry();
        Optional<Head> former = Optional.ofNullable(heads.get(entry.chain()));
        if (former.isEmpty()) {
            // Where a check begins in the midst of things, so may a chain.
            if (entry.sequence() > 0 && from.equals(Instant.EPOCH)) {
                flaw(Flaw.Kind.BROKEN, place, "the chain begins at " + entry.sequence() + ", not at 0");
            }
            return;
        }
        long expected = former.get().sequence() + 1;
        if (entry.sequence() != expected) {
            flaw(Flaw.Kind.BROKEN, place, "number " + entry.sequence() + " stands where " + expected + " belongs");
        } else if (!entry.former().equals(former.get().hash())) {
            flaw(Flaw.Kind.BROKEN, place, "it was not written after the entry that stands before it");
        }
    }

    Verdict verdict(Instant end, Optional<Instant> next) {
        vouchedFor.stream().distinct().filter(head -> head.at().isBefore(end)).forEach(this::require);
        return new Verdict(entries, flaws, List.copyOf(heads.values()), next);
    }

    private void require(Head vouched) {
        boolean gone;
        if (vouched.at().isBefore(from)) {
            // Out of sight here; but a chain that was known to end before it has lost it.
            gone = Optional.ofNullable(before.get(vouched.chain()))
                    .filter(known -> known.sequence() < vouched.sequence())
                    .isPresent();
        } else {
            gone = !vouched.hash().equals(hashes.get(Place.of(vouched)));
        }
        if (gone) {
            flaw(Flaw.Kind.MISSING, vouched.text(), "this entry was seen, and is gone or another one now");
        }
    }

    private void flaw(Flaw.Kind kind, String place, String text) {
        if (flaws.size() < MOST_FLAWS) {
            flaws.add(new Flaw(kind, place, text));
        }
    }
}
