package io.muster.core.limits;

import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Says 429 (429001) to what is more than the rates allow (7.2). Only callers who have proven themselves use up a rate or are held
 * to account under a registration id, else a stranger could lock a device out by naming it, or a service by flooding it. Who fails
 * to prove itself is held to account under address and id together, and not at all where nobody vouches for the address.
 */
public final class Throttle {
    /** A device may be set up wrongly, and its owner tries a few times. */
    private static final int FREE_FAILURES = 5;

    private record Attempt(InetAddress from, RegistrationId id) {}

    private final SharedRate registrations;
    private final SharedRate serviceCalls;
    private final PollRate polls;
    private final Penalties<RegistrationId> devices;
    private final Penalties<Attempt> attempts;

    public Throttle(Rates rates, Allowances allowances, InstantSource clock, RandomGenerator random) {
        this.registrations =
                new SharedRate(RateKind.REGISTRATIONS, rates.registrationsPerMinute(), allowances, clock, random);
        this.serviceCalls =
                new SharedRate(RateKind.SERVICE_CALLS, rates.serviceCallsPerMinute(), allowances, clock, random);
        this.polls = new PollRate(rates.pollsPerTenSeconds(), clock);
        this.devices = new Penalties<>(rates.longestPenalty(), clock);
        this.attempts = new Penalties<>(rates.longestPenalty(), clock);
    }

    /** A call of the service API whose caller has the right to it. */
    public void serviceCall() {
        serviceCalls.take().ifPresent(wait -> {
            throw throttled("Too many calls of the service API in this minute", wait);
        });
    }

    /** Somebody wants to register as this device, or to look it up; nothing is proven yet, and nothing was read. */
    public void arriving(RegistrationId id, Optional<InetAddress> from) {
        from.flatMap(address -> attempts.early(new Attempt(address, id))).ifPresent(wait -> {
            throw throttled("Too many failed attempts", wait);
        });
    }

    /** A register of which nothing is proven yet: in a minute whose allowance is spent, proving it would be in vain. */
    public void aboutToRegister() {
        registrations.closed().ifPresent(wait -> {
            throw registrationsThrottled(wait);
        });
    }

    /** It did not prove itself. */
    public void failed(RegistrationId id, Optional<InetAddress> from) {
        from.ifPresent(address -> attempts.strike(new Attempt(address, id), FREE_FAILURES));
    }

    /** This very device wants to register. */
    public void registering(RegistrationId id, Optional<InetAddress> from) {
        proven(id, from);
        registrations.take().ifPresent(wait -> {
            devices.told(id, wait);
            throw registrationsThrottled(wait);
        });
    }

    /** This very device looks up an operation or its registration. */
    public void polling(RegistrationId id, Optional<InetAddress> from) {
        proven(id, from);
        polls.take(id).ifPresent(wait -> {
            devices.told(id, wait);
            throw throttled("Too many look-ups by this device", wait);
        });
    }

    private void proven(RegistrationId id, Optional<InetAddress> from) {
        from.ifPresent(address -> attempts.forgive(new Attempt(address, id)));
        devices.early(id).ifPresent(wait -> {
            throw throttled("This device comes before the time it was told", wait);
        });
    }

    private static Problem registrationsThrottled(Duration wait) {
        return throttled("Too many registrations in this minute", wait);
    }

    private static Problem throttled(String what, Duration wait) {
        // Rounded up: who keeps to the second is not early.
        Duration whole = Duration.ofSeconds(wait.plusMillis(999).toSeconds());
        return Problem.throttled(what + ", come back when Retry-After is over", whole);
    }
}
