package io.muster.core.deprovision;

import io.muster.core.deprovision.Order.Subject;
import io.muster.core.deprovision.Order.Subject.Device;
import io.muster.core.deprovision.Order.Subject.Members;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.EnrollmentStore;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.hub.SeenIdentity;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.listing.Listing;
import io.muster.core.listing.Page;
import io.muster.core.problem.Problem;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Seat;
import io.muster.core.registration.Stored;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Carries out orders from the queue. One that cannot be done now comes again, for a day. */
public final class Deprovisioner {
    private static final System.Logger LOG = System.getLogger(Deprovisioner.class.getName());
    /** Follows every id that a listing knows. */
    private static final String END = "{";

    private static final int PAGE = 100;
    /** Between two pages: a hub takes some hundred changes a minute, and registrations want their share. */
    private static final Duration PAGE_PAUSE = Duration.ofSeconds(5);

    private static final Duration HUB_TIMEOUT = Duration.ofSeconds(10);
    private static final int TRIES = 3;
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

    private final Ports ports;
    private final DeprovisionPolicy policy;
    private final Pauses pauses;
    private final InstantSource clock;

    /**
     * What orders stand on.
     *
     * @param groups always as they are now
     * @param members the records of a group's devices, whether or not the group still is there
     */
    public record Ports(
            Orders queue,
            Registrations registrations,
            EnrollmentStore<GroupId, EnrollmentGroup> groups,
            Function<GroupId, Listing<Registration>> members,
            LinkedHubs hubs,
            HubRegistry registry) {}

    public Deprovisioner(Ports ports, DeprovisionPolicy policy, Pauses pauses, InstantSource clock) {
        this.ports = ports;
        this.policy = policy;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Returning settles the order; a Problem thrown has the queue deliver it again. */
    public void handle(Order order) {
        if (policy == DeprovisionPolicy.NONE) {
            LOG.log(Level.INFO, "an order about {0} is dropped: identities are left alone by now", order.subject());
            return;
        }
        try {
            if (order.subject() instanceof Device device) {
                seats(order, device).forEach(seat -> settle(order, device.id(), seat));
            } else {
                members(order, (Members) order.subject());
            }
        } catch (Problem storeFailed) {
            later(order, order.subject(), Optional.empty(), storeFailed.reason());
        }
    }

    private void members(Order order, Members members) {
        if (isEnabled(members.group())) {
            return;
        }
        Page<Registration> page = ports.members().apply(members.group()).page(members.from(), END, PAGE);
        // The members first: should this be cut short, the page comes once more.
        for (Registration member : page.items()) {
            Device device = new Device(member.id(), Optional.empty());
            ports.queue().send(Order.first(device, order.delete(), clock.instant()));
        }
        page.next()
                .ifPresent(next -> ports.queue()
                        .schedule(
                                Order.first(new Members(members.group(), next), order.delete(), clock.instant()),
                                clock.instant().plus(PAGE_PAUSE)));
    }

    /** What comes again is about one seat, so that a message never becomes more than one of them. */
    private Set<Seat> seats(Order order, Device device) {
        Set<Seat> seats = new LinkedHashSet<>(device.seat().stream().toList());
        if (order.attempt() == 0 || seats.isEmpty()) {
            record(ports.registrations().load(device.id())).map(Seats::of).ifPresent(seats::addAll);
        }
        return seats;
    }

    private void settle(Order order, RegistrationId id, Seat seat) {
        Subject here = new Device(id, Optional.of(seat));
        Optional<LinkedHub> hub = ports.hubs().find(seat.hub());
        if (hub.isEmpty()) {
            if (!isEntitled(id, seat)) {
                giveUp(id, seat, "the hub is not linked any more");
            }
            return;
        }
        try {
            if (!settled(order, id, hub.get(), seat)) {
                later(order, here, Optional.empty(), "the identity is being written");
            }
        } catch (HubFailure failure) {
            if (failure.kind() == HubFailure.Kind.REJECTED) {
                giveUp(id, seat, String.valueOf(failure.getMessage()));
            } else {
                later(order, here, failure.retryAfter(), String.valueOf(failure.getMessage()));
            }
        }
    }

    private boolean settled(Order order, RegistrationId id, LinkedHub hub, Seat seat) throws HubFailure {
        for (int i = 0; i < TRIES; i++) {
            // The identity first, the right to it second: a register records before it writes to the hub, so either its
            // record is seen here, or its write has made another version of what was seen.
            Optional<SeenIdentity> seen = ports.registry().find(hub, seat.deviceId(), HUB_TIMEOUT);
            if (seen.isEmpty() || isEntitled(id, seat) || taken(order, hub, seen.get())) {
                return true;
            }
        }
        return false;
    }

    private boolean taken(Order order, LinkedHub hub, SeenIdentity seen) throws HubFailure {
        if (order.delete() && policy == DeprovisionPolicy.DELETE) {
            return ports.registry().delete(hub, seen, HUB_TIMEOUT);
        }
        return !seen.enabled() || ports.registry().disable(hub, seen, HUB_TIMEOUT);
    }

    /** Whether an enrollment that lets the device in still stands, and a record that puts it there. */
    private boolean isEntitled(RegistrationId id, Seat seat) {
        Registrations.Device device = ports.registrations().load(id);
        Optional<Registration> record = record(device).filter(it -> Seats.of(it).contains(seat));
        if (record.isEmpty()) {
            return false;
        }
        return device.enrollment()
                .map(it -> it.terms().enabled())
                .orElseGet(() -> record.flatMap(Registration::group)
                        .filter(this::isEnabled)
                        .isPresent());
    }

    private boolean isEnabled(GroupId group) {
        return ports.groups().find(group).filter(it -> it.terms().enabled()).isPresent();
    }

    private static Optional<Registration> record(Registrations.Device device) {
        return device.registration().map(Stored::registration);
    }

    private void later(Order order, Subject about, Optional<Duration> asked, String reason) {
        if (Duration.between(order.since(), clock.instant()).compareTo(GIVEN_UP_AFTER) > 0) {
            LOG.log(Level.WARNING, "an order about {0} is given up after a day: {1}", about, reason);
            return;
        }
        Duration pause = pauses.before(order.attempt(), asked);
        LOG.log(Level.INFO, "an order about {0} waits for {1}: {2}", about, pause, reason);
        ports.queue().schedule(order.again(about), clock.instant().plus(pause));
    }

    private static void giveUp(RegistrationId id, Seat seat, String reason) {
        LOG.log(
                Level.WARNING,
                "device {0} keeps its identity {1} on hub {2}: {3}",
                id.text(),
                seat.deviceId().text(),
                seat.hub().name(),
                reason);
    }
}
