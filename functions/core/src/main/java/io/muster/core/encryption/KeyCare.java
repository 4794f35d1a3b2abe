package io.muster.core.encryption;

import io.muster.core.encryption.KeyBook.Contents;
import io.muster.core.encryption.KeyBook.Entry;
import io.muster.core.encryption.KeyBook.Pass;
import io.muster.core.encryption.KeyWrapper.Wrapped;
import io.muster.core.encryption.SealedRows.Batch;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The life of data keys (ADR 12): made, wrapped anew when the vault's key has a new version, what older ones seal sealed
 * under the current one, retired, forgotten. Each run takes up what the last one left, wherever that one ended; runs at
 * the same time do no harm.
 */
public final class KeyCare {
    private static final System.Logger LOG = System.getLogger(KeyCare.class.getName());
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 8;
    private static final int BATCH = 500;

    private final Ports ports;
    private final Rules rules;
    private final InstantSource clock;
    private final SecureRandom random;

    public record Ports(KeyBook book, KeyWrapper vault, SealedRows rows) {}

    /**
     * When what is done.
     *
     * @param age how old a key gets that new values are sealed under
     * @param settle how long after a key's making every instance is sure to seal under it
     * @param grace how long after a key's making those before it stay readable, whatever the rows say: what was handed out,
     *     such as continuation tokens, lives no longer
     * @param memory how long a retired key is kept wrapped, for an operator to bring back
     */
    public record Rules(Duration age, Duration settle, Duration grace, Duration memory) {}

    /** What one run did. */
    public record Report(boolean made, int rewrapped, long resealed, boolean finished, int retired, int forgotten) {
        static final Report NOTHING = new Report(false, 0, 0, false, 0, 0);

        public boolean idle() {
            return equals(NOTHING);
        }
    }

    private record Walk(long resealed, boolean finished) {}

    public KeyCare(Ports ports, Rules rules, InstantSource clock, SecureRandom random) {
        this.ports = ports;
        this.rules = rules;
        this.clock = clock;
        this.random = random;
    }

    /** Begins no batch after {@code atMost}. Throws {@code Problem} UNAVAILABLE when vault or storage fail; run it again. */
    public Report run(Duration atMost) {
        Instant until = clock.instant().plus(atMost);
        Optional<Contents> kept = ports.book().read();
        if (kept.isEmpty()) {
            // Nothing was ever sealed.
            return Report.NOTHING;
        }
        // Asked for a wrap, the vault says which version is its newest; the key so wrapped is used only when one is
        // due.
        byte[] bytes = bytes(KEY_BYTES);
        Wrapped fresh = ports.vault().wrap(Secret.of(bytes));
        boolean made = due(kept.get().current(), fresh) && make(kept.get(), fresh);
        Contents contents = ports.book().read().orElseThrow();
        int rewrapped = rewrap(contents, fresh.wrappingKeyId());
        Walk walk = walk(contents, until);
        Contents after = ports.book().read().orElseThrow();
        return new Report(made, rewrapped, walk.resealed(), walk.finished(), retire(after), forget(after));
    }

    private boolean due(Entry current, Wrapped fresh) {
        return passed(current.made(), rules.age())
                || !current.wrapped().wrappingKeyId().equals(fresh.wrappingKeyId());
    }

    private boolean make(Contents kept, Wrapped fresh) {
        requireSameVault(kept.current());
        String id = HexFormat.of().formatHex(bytes(ID_BYTES));
        Instant now = clock.instant();
        Instant after = kept.current().made().plusMillis(1);
        // Where another instance was quicker, its key is everybody's.
        return ports.book().supersede(kept, id, now.isAfter(after) ? now : after, fresh);
    }

    /** A new key of another vault than the one that opens the present key would lock this service out of its rows. */
    private void requireSameVault(Entry current) {
        try {
            Secret unused = ports.vault().unwrap(current.wrapped());
        } catch (Problem failed) {
            // Its version may be disabled for good: what is new is sealed all the same.
            LOG.log(Level.WARNING, "the current data key {0} does not open: {1}", current.id(), failed.reason());
        }
    }

    /** So that the vault's older versions can be disabled. A key that does not open stays: it may when it is tried again. */
    private int rewrap(Contents contents, String newest) {
        int count = 0;
        for (Entry key : contents.keys()) {
            if (!key.wrapped().wrappingKeyId().equals(newest)) {
                try {
                    Secret opened = ports.vault().unwrap(key.wrapped());
                    count += ports.book().rewrap(key, ports.vault().wrap(opened)) ? 1 : 0;
                } catch (Problem failed) {
                    LOG.log(Level.WARNING, "data key {0} was not wrapped anew: {1}", key.id(), failed.reason());
                } catch (IllegalStateException | IllegalArgumentException foreign) {
                    LOG.log(Level.ERROR, "data key {0} is no key of this vault", key.id(), foreign);
                }
            }
        }
        return count;
    }

    private Walk walk(Contents contents, Instant until) {
        Set<String> older = contents.older().stream().map(Entry::id).collect(Collectors.toSet());
        Optional<Pass> pass = older.isEmpty() ? Optional.empty() : pass(contents);
        long resealed = 0;
        while (pass.isPresent()
                && pass.get().finished().isEmpty()
                && clock.instant().isBefore(until)) {
            Pass at = pass.get();
            Batch batch = ports.rows().reseal(at.place(), BATCH, at.target(), older);
            resealed += batch.resealed();
            // Refused when another instance walks as well: then it is left to that one.
            pass = ports.book().save(after(at, batch));
        }
        boolean finished = pass.flatMap(Pass::finished).isPresent();
        if (finished && pass.get().stuck() > 0) {
            LOG.log(
                    Level.ERROR,
                    "{0} sealed values do not open; the keys they name are kept, and another pass follows",
                    pass.get().stuck());
        }
        return new Walk(resealed, finished);
    }

    /** The pass that goes on or is to begin; empty when none is due. */
    private Optional<Pass> pass(Contents contents) {
        Entry current = contents.current();
        Optional<Pass> last = contents.pass();
        Optional<Pass> same = last.filter(pass -> pass.target().equals(current.id()));
        if (same.isEmpty()) {
            // Not before all instances seal under the new key: rows they write behind the walk would be missed.
            return passed(current.made(), rules.settle()) ? Optional.of(first(current, last)) : Optional.empty();
        }
        if (same.get().finished().isEmpty()) {
            return same;
        }
        // The pass that proves that nothing is left comes late, and again when one before it found values stuck.
        boolean proven = proves(current, same.get()) && same.get().stuck() == 0;
        boolean late =
                passed(current.made(), rules.grace()) && passed(same.get().started(), rules.grace());
        return late && !proven ? Optional.of(first(current, last)) : Optional.empty();
    }

    private Pass first(Entry current, Optional<Pass> last) {
        String version = last.map(Pass::version).orElse("");
        return new Pass(current.id(), clock.instant(), SealedRows.START, 0, 0, Optional.empty(), version);
    }

    private Pass after(Pass at, Batch batch) {
        return new Pass(
                at.target(),
                at.started(),
                batch.next().orElse(SealedRows.START),
                at.resealed() + batch.resealed(),
                at.stuck() + batch.stuck(),
                batch.next().isPresent() ? Optional.empty() : Optional.of(clock.instant()),
                at.version());
    }

    /** A whole walk, begun when nothing under an older key could be written or used any more, that left nothing behind. */
    private boolean proves(Entry current, Pass pass) {
        return pass.finished().isPresent()
                && !pass.started().isBefore(current.made().plus(rules.grace()));
    }

    private int retire(Contents contents) {
        boolean proven = contents.pass()
                .filter(pass -> pass.target().equals(contents.current().id()))
                .filter(pass -> pass.stuck() == 0 && proves(contents.current(), pass))
                .isPresent();
        int count = 0;
        for (Entry key : contents.older()) {
            count += proven && ports.book().retire(key, clock.instant()) ? 1 : 0;
        }
        return count;
    }

    private int forget(Contents contents) {
        int count = 0;
        for (Entry key : contents.keys()) {
            boolean old = key.retired()
                    .filter(retired -> passed(retired, rules.memory()))
                    .isPresent();
            count += old && ports.book().forget(key) ? 1 : 0;
        }
        return count;
    }

    private boolean passed(Instant since, Duration duration) {
        return !clock.instant().isBefore(since.plus(duration));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
