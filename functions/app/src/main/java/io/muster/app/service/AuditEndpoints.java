package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.AuditWire;
import io.muster.app.wire.AuditWire.Wanted;
import io.muster.core.audit.AuditCheck;
import io.muster.core.audit.AuditSeal;
import io.muster.core.audit.AuditStore;
import io.muster.core.audit.AuditStore.Kept;
import io.muster.core.encryption.Continuations;
import io.muster.core.listing.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The audit log as operators read it, and whether it still is what was written (docs/audit.md). */
public final class AuditEndpoints {
    private static final Duration USUAL = Duration.ofDays(1);
    /** Some seconds' worth of one call. */
    private static final int MOST_CHECKED = 20_000;

    private final AuditStore store;
    private final AuditCheck check;
    private final Continuations continuations;
    private final InstantSource clock;

    AuditEndpoints(AuditStore store, AuditSeal seal, Continuations continuations, InstantSource clock) {
        this.store = store;
        this.check = new AuditCheck(store, seal, MOST_CHECKED);
        this.continuations = continuations;
        this.clock = clock;
    }

    /** {@code from} and {@code until}, a time each; without them, the last day. Oldest first. */
    Response list(Request request, ApiVersion version) {
        Optional<Instant> from = AuditWire.time(request, "from");
        Optional<Instant> until = AuditWire.time(request, "until");
        Continuations.Listing listing = new Continuations.Listing("audit", from + " " + until);
        Optional<String> place = Paging.token(request).map(token -> continuations.position(listing, token));
        int size = Paging.size(request, Paging.DEFAULT_SIZE);
        Page<Kept> page = store.page(
                from.orElseGet(() -> clock.instant().minus(USUAL)), place, until.orElseGet(this::present), size);
        return Paging.with(
                Paging.with(AuditWire.list(page.items()), size),
                page.next().map(next -> continuations.token(listing, next)));
    }

    Response verify(Request request, ApiVersion version) {
        Wanted wanted = AuditWire.wanted(request);
        return AuditWire.verdict(check.verify(wanted.from(), wanted.until().orElseGet(this::present), wanted.heads()));
    }

    /** With room for instances whose clocks are ahead. */
    private Instant present() {
        return clock.instant().plus(Duration.ofMinutes(5));
    }
}
