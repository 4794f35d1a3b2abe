package io.muster.conformance.upgrade;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Sas;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A device that registers as often as it is told and remembers where it was put; used by one thread at a time. */
final class Device {
    /** @param deviceId its name on the hub */
    record Seat(String hub, String deviceId) {}

    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Ledger ledger;
    private final String id;
    private final String key;
    private volatile Optional<Seat> seat = Optional.empty();

    private Device(Ledger ledger, String id, String key) {
        this.ledger = ledger;
        this.id = id;
        this.key = key;
        ledger.joined(this);
    }

    static Device individual(Ledger ledger, String id, String key) {
        return new Device(ledger, id, key);
    }

    static Device ofGroup(Ledger ledger, String id, String groupKey) {
        return new Device(ledger, id, Sas.derive(groupKey, id));
    }

    String id() {
        return id;
    }

    String key() {
        return key;
    }

    Optional<Seat> seat() {
        return seat;
    }

    /** Registers to the end; anything but {@code assigned}, and to the same hub as ever, is a failure. */
    void register(DeviceApi api) {
        Insistence insistence = new Insistence(ledger);
        Instant begin = Instant.now();
        Instant end = begin.plus(LONGEST);
        Answer answer = insistence.ask(() -> api.register(id, key)).answer();
        if (assigning(answer)) {
            ledger.count("registrations by the queue");
            String operation = answer.text("/operationId");
            while (assigning(answer) && Instant.now().isBefore(end)) {
                Insistence.waitFor(Insistence.told(answer));
                answer = insistence.ask(() -> api.operation(id, operation, key)).answer();
            }
        }
        ledger.registered(Duration.between(begin, Instant.now()));
        if (answer.status() >= 300 || !answer.text("/status").equals("assigned")) {
            ledger.failed("register of " + id + " ended with " + answer);
        } else {
            sitDown(new Seat(
                    answer.text("/registrationState/assignedHub"), answer.text("/registrationState/deviceId")));
        }
    }

    private void sitDown(Seat given) {
        if (seat.isEmpty()) {
            ledger.count("first registrations");
            seat = Optional.of(given);
        } else if (!seat.get().equals(given)) {
            ledger.failed(id + " was moved from " + seat.get() + " to " + given);
        }
    }

    private static boolean assigning(Answer answer) {
        return answer.status() == 202 && answer.text("/status").equals("assigning");
    }

    @Override
    public String toString() {
        return id + " at " + seat;
    }
}
