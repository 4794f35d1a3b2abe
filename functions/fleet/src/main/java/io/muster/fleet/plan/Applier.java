package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.document.Kind;
import io.muster.fleet.secret.SecretMissingException;
import io.muster.fleet.secret.SecretSource;
import io.muster.fleet.service.FleetApi;
import io.muster.fleet.service.ServiceException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes the steps of a plan, each under the etag that was read when the plan was made, and stops where one fails. What is
 * done stays done: the next plan goes on from there.
 */
public final class Applier {
    /** A new hub or CA certificate is known to every instance after 30 s (docs/hubs.md). */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    private static final int TRIES = 9;

    private final FleetApi api;
    private final Bodies bodies;
    private final List<Step> done = new ArrayList<>();
    private final Set<String> fresh = new HashSet<>();
    private Optional<ObjectNode> service = Optional.empty();

    public Applier(FleetApi api, SecretSource source) {
        this.api = api;
        this.bodies = new Bodies(source);
    }

    /** For one plan only; {@link SecretMissingException} when a secret it needs is not there, and then nothing was done. */
    public Outcome apply(Plan plan) throws SecretMissingException, InterruptedIOException {
        service = plan.service();
        for (Step step : plan.steps()) {
            if (step.wanted().isPresent()) {
                ObjectNode unused = bodies.of(step);
            }
        }
        List<Step> left = new ArrayList<>(plan.steps());
        while (!left.isEmpty()) {
            List<Step> next = together(left);
            List<Step> after = left.subList(next.size(), left.size());
            try {
                take(next);
            } catch (ServiceException e) {
                return new Outcome(done, next, Optional.of(reason(e)), after);
            }
            done.addAll(next);
            next.forEach(this::remember);
            left = new ArrayList<>(after);
        }
        return new Outcome(done, List.of(), Optional.empty(), List.of());
    }

    /** The parts of the service are one resource and one write. */
    private static List<Step> together(List<Step> steps) {
        int count = 1;
        if (steps.get(0).kind().isOfService()) {
            while (count < steps.size() && steps.get(count).kind().isOfService()) {
                count++;
            }
        }
        return List.copyOf(steps.subList(0, count));
    }

    private void take(List<Step> steps) throws ServiceException, SecretMissingException, InterruptedIOException {
        Step step = steps.get(0);
        if (step.kind().isOfService()) {
            ObjectNode before = service.orElseThrow();
            Optional<String> etag = Optional.of(before.path("etag").asText());
            service = Optional.of((ObjectNode) api.putService(bodies.service(before, steps), etag));
        } else if (step.action() == Step.Action.DELETE) {
            delete(step);
        } else {
            put(step);
        }
    }

    private void put(Step step) throws ServiceException, SecretMissingException, InterruptedIOException {
        ObjectNode body = bodies.of(step);
        for (int tries = 1; true; tries++) {
            try {
                api.put(step.kind(), step.id(), body, step.etag());
                return;
            } catch (ServiceException e) {
                if (!e.isBadRequest() || !namesFresh(step) || tries == TRIES) {
                    throw e;
                }
                api.await(BETWEEN_TRIES);
            }
        }
    }

    private void delete(Step step) throws ServiceException, InterruptedIOException {
        try {
            api.delete(step.kind(), step.id(), step.etag());
        } catch (ServiceException e) {
            // Somebody else has deleted it meanwhile, which is what was wanted.
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    private void remember(Step step) {
        if (step.wanted().isPresent() && (step.kind() == Kind.HUB || step.kind() == Kind.CERTIFICATE)) {
            fresh.add(step.kind() + " " + Thing.folded(step.id()));
        }
    }

    /** Whether an enrollment names something that this very run has made, and that an instance may not know yet. */
    private boolean namesFresh(Step step) {
        return Stream.concat(
                        References.hubs(step.wish().state()).stream().map(name -> Kind.HUB + " " + name),
                        References.cas(step.wish().state()).stream().map(name -> Kind.CERTIFICATE + " " + name))
                .anyMatch(fresh::contains);
    }

    private static String reason(ServiceException fault) {
        String said = String.valueOf(fault.getMessage());
        return fault.isConflict()
                ? said + "; if somebody else has changed it since it was read, make a plan again and look at it"
                : said;
    }
}
