package io.muster.core.deprovision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.hub.HubFailure;
import io.muster.core.problem.Problem;
import io.muster.core.registration.Answer;
import io.muster.core.registration.Progress;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Stored;
import io.muster.core.testkit.Crash;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A device that registers and an operator who deletes, disables and enables, in random turns: with crashes, with faults of
 * hubs and queue, and with the one in the middle of the other's calls.
 */
class DeprovisionInterleavingTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 30;
    private static final List<String> HUBS = List.of("hub-a", "hub-b");

    @Test
    @DisplayName("In the end no hub lets in a device without a right to it, and a device with a right gets in")
    void everythingEndsWell() {
        int outcasts = 0;
        int crashes = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Run run = new Run(seed);
            try {
                run.play();
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError("seed " + seed, wrong);
            }
            outcasts += run.outcasts;
            crashes += run.crashes;
        }
        assertTrue(outcasts > SEEDS / 4 && crashes > SEEDS, "outcasts: " + outcasts + ", crashes: " + crashes);
    }

    private static final class Run {
        private final Random random;
        private final Operator operator;
        private int fuse;
        private boolean dies;
        private int crashes;
        private int outcasts;

        private Run(long seed) {
            random = new Random(seed);
            operator = new Operator(random.nextBoolean() ? DeprovisionPolicy.DELETE : DeprovisionPolicy.DISABLE, seed);
            operator.group(true, hub());
            operator.service().journal().atEveryMoment(this::moment);
        }

        private void play() {
            for (int i = 0; i < STEPS; i++) {
                fuse = 1 + random.nextInt(20);
                dies = random.nextBoolean();
                attempt(this::turn);
            }
            fuse = 0;
            settle();
            if (!mayBeIn()) {
                outcasts++;
                assertEquals(List.of(), operator.letIn());
            }
            operator.deleteIndividual();
            operator.group(true, "hub-a");
            settle();
            Answer unused = operator.service().register(Operator.MEMBER);
            operator.service().clock().advance(Duration.ofMinutes(2));
            Answer again = operator.service().register(Operator.MEMBER);
            settle();
            Registration record = operator.service().record(Operator.MEMBER);
            assertInstanceOf(Progress.Assigned.class, record.operation().progress(), again::toString);
            String hub = record.assignment().orElseThrow().seat().hub().name().split("\\.", 2)[0];
            assertTrue(operator.letIn().contains(hub), () -> hub + " and " + operator.letIn());
        }

        private void turn() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> register();
                case 3 -> operator.individual(random.nextBoolean(), hub());
                case 4 -> operator.deleteIndividual();
                case 5 -> operator.group(random.nextBoolean(), hub());
                case 6 -> operator.deleteGroup();
                case 7 -> operator.deleteRecord();
                case 8 -> operator.service().clock().advance(Duration.ofSeconds(random.nextInt(70)));
                case 9 -> hubFault();
                default -> deliver();
            }
        }

        private void register() {
            boolean single = operator.service().individuals().find(Operator.ID).isPresent();
            Answer unused = operator.service().register(single ? Operator.SINGLE : Operator.MEMBER);
        }

        private void deliver() {
            boolean unused = random.nextBoolean()
                    ? operator.deliverOne()
                    : operator.service().deliverOne();
        }

        private void moment(String name) {
            fuse--;
            if (fuse != 0) {
                return;
            }
            if (dies) {
                throw new Crash(name);
            }
            attempt(this::turn);
        }

        private void attempt(Runnable action) {
            try {
                action.run();
            } catch (Crash died) {
                crashes++;
            } catch (Problem refused) {
                assertTrue(refused.kind().status() != 500, refused::reason);
            }
        }

        private void hubFault() {
            String verb = List.of("find", "write", "deleteSeen", "disableSeen", "delete")
                    .get(random.nextInt(5));
            HubFailure.Kind kind = random.nextBoolean() ? HubFailure.Kind.UNAVAILABLE : HubFailure.Kind.THROTTLED;
            operator.fakes().failNext(hub() + "." + verb, kind, Optional.of(Duration.ofSeconds(random.nextInt(20))));
        }

        private String hub() {
            return HUBS.get(random.nextInt(HUBS.size()));
        }

        private void settle() {
            for (int i = 0; i < 20; i++) {
                operator.service().drain();
                operator.drain();
            }
        }

        /** As the rule says it: an enrollment that stands and a record. */
        private boolean mayBeIn() {
            Optional<Registration> record =
                    operator.service().registrations().stored(Operator.ID).map(Stored::registration);
            return record.isPresent()
                    && operator.service()
                            .individuals()
                            .find(Operator.ID)
                            .map(it -> it.terms().enabled())
                            .orElseGet(() -> record.get().group().isPresent()
                                    && operator.service()
                                            .groups()
                                            .find(Operator.LINE)
                                            .filter(it -> it.terms().enabled())
                                            .isPresent());
        }
    }
}
