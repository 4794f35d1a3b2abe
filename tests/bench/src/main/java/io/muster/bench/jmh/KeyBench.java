package io.muster.bench.jmh;

import io.muster.core.attestation.DeviceToken;
import io.muster.core.decision.Trail;
import io.muster.core.enrollment.KeyLookup;
import io.muster.core.enrollment.SearchBudget;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to find a device's group by its key; the device belongs to the last one. */
@State(Scope.Benchmark)
public class KeyBench {
    /** As the service has it, see the composition of the app. */
    private static final int TRIES_PER_SECOND = 40_000;

    @Param
    private Asked asked = Asked.NEW_IN_1;

    private Asking asking = () -> ProblemKind.UNAUTHORIZED;

    /** A device of a service with so many groups. */
    public enum Asked {
        NEW_IN_1(1, "unit-1"),
        NEW_IN_100(100, "unit-1"),
        NEW_IN_10000(10_000, "unit-1"),
        /** Its key is derived from the second spelling that is tried. */
        MIXED_CASE_IN_1(1, "Unit-1"),
        KNOWN_IN_10000(10_000, "unit-1"),
        PREFIXED_IN_10000(10_000, "g09999-1"),
        /** Signed by nobody, and the budget for such is used up: 429. */
        STRANGER_IN_10000(10_000, "unit-1");

        private final int groups;
        private final String id;

        Asked(int groups, String id) {
            this.groups = groups;
            this.id = id;
        }
    }

    private interface Asking {
        Object ask();
    }

    @Setup
    public void prepare() {
        RegistrationId id = new RegistrationId(asked.id);
        ManyGroups groups = ManyGroups.make(asked.groups, asked == Asked.PREFIXED_IN_10000);
        if (asked == Asked.STRANGER_IN_10000) {
            asking = stranger(groups, id);
            return;
        }
        Secret key =
                groups.last().symmetricKeys().orElseThrow().derive(id.folded()).primary();
        DeviceToken token = ManyGroups.token(id, key);
        Optional<GroupId> known =
                asked == Asked.KNOWN_IN_10000 ? Optional.of(groups.last().groupId()) : Optional.empty();
        KeyLookup lookup = new KeyLookup(groups, new SearchBudget(Clock.systemUTC(), Integer.MAX_VALUE));
        asking = () -> lookup.admit(id, token, Optional.empty(), known, new Trail(id));
    }

    /** A clock that stands still gives nothing back, so that only refusals are timed. */
    private static Asking stranger(ManyGroups groups, RegistrationId id) {
        InstantSource still = InstantSource.fixed(Instant.now());
        KeyLookup lookup = new KeyLookup(groups, new SearchBudget(still, TRIES_PER_SECOND));
        DeviceToken token = ManyGroups.token(id, ManyGroups.key());
        while (refused(lookup, id, token) != ProblemKind.THROTTLED) {
            // Until the budget is spent.
        }
        return () -> refused(lookup, id, token);
    }

    private static ProblemKind refused(KeyLookup lookup, RegistrationId id, DeviceToken token) {
        try {
            lookup.admit(id, token, Optional.empty(), Optional.empty(), new Trail(id));
        } catch (Problem expected) {
            return expected.kind();
        }
        throw new IllegalStateException("a stranger was admitted");
    }

    @Benchmark
    public Object admit(CpuClock clock) {
        Object answer = asking.ask();
        clock.called();
        return answer;
    }
}
