package io.muster.gateway.registration;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the answer to a register back for a while and asks in the device's place how the operation is doing, so that the
 * device is told the end of it at once. Past its time, or when asking goes wrong, the device gets the first answer and
 * asks by itself.
 */
final class Hold {
    /** An assignment that was not done at once is often done soon after. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    /** Slow enough for a device's allowance of 5 look-ups in 10 s, with room for its own (behaviour.md 7). */
    private static final Duration NEXT = Duration.ofSeconds(2);

    private static final int ACCEPTED = 202;

    private final Vertx vertx;
    private final Function<String, PendingAnswer> look;
    private final long end;
    private final Promise<RegistrationAnswer> outcome = Promise.promise();
    private final long endTimer;
    private PendingAnswer running;
    private Optional<RegistrationAnswer> first = Optional.empty();

    private Hold(Vertx vertx, Duration longest, PendingAnswer register, Function<String, PendingAnswer> look) {
        this.vertx = vertx;
        this.look = look;
        this.running = register;
        this.end = System.nanoTime() + longest.toNanos();
        this.endTimer = vertx.setTimer(longest.toMillis(), over -> first.ifPresent(this::finish));
    }

    /** @param look asks for an operation by its id */
    static PendingAnswer of(
            Vertx vertx, Duration longest, PendingAnswer register, Function<String, PendingAnswer> look) {
        Hold hold = new Hold(vertx, longest, register, look);
        register.answer().onSuccess(hold::registered);
        return new PendingAnswer(hold.outcome.future(), hold::cancel);
    }

    private void registered(RegistrationAnswer answer) {
        Optional<String> operationId = assigning(answer);
        if (operationId.isEmpty()) {
            finish(answer);
            return;
        }
        first = Optional.of(answer);
        lookAfter(FIRST, operationId.get());
    }

    private void lookAfter(Duration pause, String operationId) {
        if (System.nanoTime() + pause.toNanos() >= end) {
            first.ifPresent(this::finish);
            return;
        }
        vertx.setTimer(pause.toMillis(), due -> {
            if (!outcome.future().isComplete()) {
                running = look.apply(operationId);
                running.answer().onSuccess(answer -> looked(answer, operationId));
            }
        });
    }

    private void looked(RegistrationAnswer answer, String operationId) {
        if (answer.isError()) {
            first.ifPresent(this::finish);
        } else if (assigning(answer).isPresent()) {
            lookAfter(NEXT, operationId);
        } else {
            // A register is answered with 202, whatever the end of it is (clients.md 1).
            finish(new RegistrationAnswer(ACCEPTED, answer.headers(), answer.body()));
        }
    }

    private void finish(RegistrationAnswer answer) {
        vertx.cancelTimer(endTimer);
        if (outcome.tryComplete(answer)) {
            running.cancel();
        }
    }

    private void cancel() {
        vertx.cancelTimer(endTimer);
        outcome.tryFail("The client is gone");
        running.cancel();
    }

    /** The operation's id if it is not at its end. */
    private static Optional<String> assigning(RegistrationAnswer answer) {
        if (answer.status() != ACCEPTED) {
            return Optional.empty();
        }
        try {
            JsonObject body = answer.body().toJsonObject();
            boolean open = "assigning".equals(body.getValue("status"));
            return open && body.getValue("operationId") instanceof String id ? Optional.of(id) : Optional.empty();
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty(); // whatever it is, the device may see it
        }
    }
}
