package io.muster.core.deprovision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Answer;
import io.muster.core.testkit.Crash;
import io.muster.core.testkit.FakeDevice;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("1.24: what follows from deleting and disabling")
class CascadeTest {
    /** What an operator may do to a device on hub-a, and what becomes of its identity. */
    enum Step {
        INDIVIDUAL_DELETED(true, Operator::deleteIndividual, "gone", "disabled"),
        INDIVIDUAL_DISABLED(true, it -> it.individual(false, "hub-a"), "disabled", "disabled"),
        RECORD_DELETED(true, Operator::deleteRecord, "gone", "disabled"),
        GROUP_DELETED(false, Operator::deleteGroup, "gone", "disabled"),
        GROUP_DISABLED(false, it -> it.group(false, "hub-a"), "disabled", "disabled"),
        MEMBERS_RECORD_DELETED(false, Operator::deleteRecord, "gone", "disabled"),
        MEMBER_KEPT_OUT(false, it -> it.individual(false), "disabled", "disabled");

        private final boolean single;
        private final Consumer<Operator> action;
        private final String underDelete;
        private final String underDisable;

        Step(boolean single, Consumer<Operator> action, String underDelete, String underDisable) {
            this.single = single;
            this.action = action;
            this.underDelete = underDelete;
            this.underDisable = underDisable;
        }

        Operator begin(DeprovisionPolicy policy) {
            Operator operator = new Operator(policy, 5);
            if (single) {
                operator.individual(true, "hub-a");
            } else {
                operator.group(true, "hub-a");
            }
            Answer unused = operator.service().register(device());
            assertEquals("enabled", operator.identityAt("hub-a"));
            operator.service().journal().clear();
            return operator;
        }

        FakeDevice device() {
            return single ? Operator.SINGLE : Operator.MEMBER;
        }

        String outcome(DeprovisionPolicy policy) {
            return switch (policy) {
                case NONE -> "enabled";
                case DISABLE -> underDisable;
                case DELETE -> underDelete;
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("the hub follows at once, and the second look a minute later finds nothing left to do")
    void atOnce(Step step) {
        for (DeprovisionPolicy policy : DeprovisionPolicy.values()) {
            Operator operator = step.begin(policy);

            step.action.accept(operator);
            operator.deliverDue();
            assertEquals(step.outcome(policy), operator.identityAt("hub-a"), policy.name());

            operator.drain();
            assertEquals(step.outcome(policy), operator.identityAt("hub-a"), policy.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("off, it costs nothing: no message, no look at a record")
    void off(Step step) {
        Operator operator = step.begin(DeprovisionPolicy.NONE);

        step.action.accept(operator);

        assertEquals(List.of(), operator.orders().messages());
        assertEquals(List.of(), operator.service().journal().callsOf("orders"));
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("a queue that refuses beforehand leaves all as it is")
    void refusedBefore(Step step) {
        Operator operator = step.begin(DeprovisionPolicy.DELETE);
        operator.service().journal().beforeNext("orders.schedule", CascadeTest::queueDown);

        Problem refused = assertThrows(Problem.class, () -> step.action.accept(operator));

        assertEquals(ProblemKind.UNAVAILABLE, refused.kind());
        operator.drain();
        assertEquals("enabled", operator.identityAt("hub-a"));
        Answer again = operator.service().register(step.device());
        assertTrue(again instanceof Answer.Told);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("a queue that refuses afterwards fails nothing: the hub follows a minute later")
    void refusedAfter(Step step) {
        Operator operator = step.begin(DeprovisionPolicy.DELETE);
        operator.service().journal().beforeNext("orders.send", CascadeTest::queueDown);

        step.action.accept(operator);
        operator.deliverDue();
        assertEquals("enabled", operator.identityAt("hub-a"));

        operator.drain();
        assertEquals(step.outcome(DeprovisionPolicy.DELETE), operator.identityAt("hub-a"));
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("wherever the process dies, what was written is followed and what was not is left alone")
    void everyCrashPoint(Step step) {
        int crashes = 0;
        boolean died = true;
        for (int fuse = 1; died; fuse++) {
            Operator operator = step.begin(DeprovisionPolicy.DELETE);
            dieAt(operator, fuse);
            died = dies(() -> step.action.accept(operator));
            operator.service().journal().atEveryMoment(moment -> {});
            boolean written = operator.orders().messages().stream()
                    .anyMatch(it -> it.at().equals(operator.service().clock().instant()));
            operator.drain();
            if (!died || written) {
                assertEquals(step.outcome(DeprovisionPolicy.DELETE), operator.identityAt("hub-a"), "fuse " + fuse);
            }
            // Whether it was written or not, it can be done again, and ends well.
            step.action.accept(operator);
            operator.drain();
            assertEquals(step.outcome(DeprovisionPolicy.DELETE), operator.identityAt("hub-a"), "fuse " + fuse);
            crashes += died ? 1 : 0;
        }
        assertTrue(crashes >= 4, "crash points: " + crashes);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("a message of a write that never came finds the device in its right")
    void diesBefore(Step step) {
        Operator operator = step.begin(DeprovisionPolicy.DELETE);
        operator.service().journal().afterNext("orders.schedule", () -> {
            throw new Crash("after orders.schedule");
        });

        assertTrue(dies(() -> step.action.accept(operator)));
        assertEquals(1, operator.orders().messages().size());
        operator.drain();

        assertEquals("enabled", operator.identityAt("hub-a"));
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("between the write and the message after it, the message before it is enough")
    void diesBetween(Step step) {
        Operator operator = step.begin(DeprovisionPolicy.DELETE);
        operator.service().journal().beforeNext("orders.send", () -> {
            throw new Crash("before orders.send");
        });

        assertTrue(dies(() -> step.action.accept(operator)));
        operator.drain();

        assertEquals(step.outcome(DeprovisionPolicy.DELETE), operator.identityAt("hub-a"));
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("wherever the process dies with the order in hand, the queue delivers it again and it ends the same")
    void handlerDies(Step step) {
        int crashes = 0;
        boolean died = true;
        for (int fuse = 1; died; fuse++) {
            Operator operator = step.begin(DeprovisionPolicy.DELETE);
            step.action.accept(operator);
            dieAt(operator, fuse);
            died = dies(operator::deliverDue);
            operator.service().journal().atEveryMoment(moment -> {});

            operator.deliverDue();

            assertEquals(step.outcome(DeprovisionPolicy.DELETE), operator.identityAt("hub-a"), "fuse " + fuse);
            crashes += died ? 1 : 0;
        }
        assertTrue(crashes >= 6, "crash points: " + crashes);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("a device that an operator lets in again registers, and keeps what it got")
    void letInAgain(Step step) {
        Operator operator = step.begin(DeprovisionPolicy.DELETE);
        step.action.accept(operator);
        operator.deliverDue();
        if (step.single) {
            operator.individual(true, "hub-a");
        } else {
            operator.deleteIndividual();
            operator.group(true, "hub-a");
        }

        Answer unused = operator.service().register(step.device());
        operator.drain();

        assertEquals("enabled", operator.identityAt("hub-a"));
    }

    @Test
    @DisplayName("writing a disabled enrollment once more orders nothing")
    void disabledAlready() {
        Operator operator = new Operator(DeprovisionPolicy.DELETE, 5);
        operator.individual(false, "hub-a");
        operator.drain();

        operator.individual(false, "hub-b");

        assertEquals(List.of(), operator.orders().messages());
    }

    @Test
    @DisplayName("in the middle of a move both hubs are told")
    void moving() {
        Operator operator = new Operator(DeprovisionPolicy.DELETE, 5);
        operator.individual(true, "hub-a");
        Answer first = operator.service().register(Operator.SINGLE);
        operator.individual(true, "hub-b");
        operator.service().journal().afterNext("hub-b.write", () -> {
            throw new Crash("after hub-b.write");
        });
        assertTrue(dies(() -> {
            Answer unused = operator.service().register(Operator.SINGLE);
        }));
        assertEquals("enabled", operator.identityAt("hub-b"), first::toString);

        operator.deleteIndividual();
        operator.deliverDue();

        assertEquals("gone", operator.identityAt("hub-a"));
        assertEquals("gone", operator.identityAt("hub-b"));
    }

    private static void queueDown() {
        throw Problem.unavailable("queue down", new IllegalStateException("down"));
    }

    private static void dieAt(Operator operator, int fuse) {
        int[] left = {fuse};
        operator.service().journal().atEveryMoment(moment -> {
            left[0]--;
            if (left[0] == 0) {
                throw new Crash(moment);
            }
        });
    }

    private static boolean dies(Runnable action) {
        try {
            action.run();
            return false;
        } catch (Crash crash) {
            return true;
        }
    }
}
