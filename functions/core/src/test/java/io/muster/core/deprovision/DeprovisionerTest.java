package io.muster.core.deprovision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.deprovision.Order.Subject;
import io.muster.core.deprovision.Order.Subject.Device;
import io.muster.core.deprovision.Order.Subject.Members;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.identity.DeviceId;
import io.muster.core.problem.Problem;
import io.muster.core.registration.Answer;
import io.muster.core.registration.Seat;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryOrders.Message;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An order that is carried out")
class DeprovisionerTest {
    private static final Subject ON_HUB_A =
            new Device(Operator.ID, Optional.of(new Seat(TestData.host("hub-a"), Operator.DEVICE_ID)));

    private final Operator operator = new Operator(DeprovisionPolicy.DELETE, 9);

    /** A device on hub-a whose record is gone, with the order about it. */
    private Order withoutRecord() {
        operator.individual(true, "hub-a");
        Answer unused = operator.service().register(Operator.SINGLE);
        operator.service().registrations().remove(Operator.ID);
        return operator.orderOf(ON_HUB_A, true);
    }

    private Instant now() {
        return operator.service().clock().instant();
    }

    @Test
    @DisplayName("a register that comes between the look and the deletion keeps its identity")
    void registerBetween() {
        Order order = withoutRecord();
        operator.service().journal().beforeNext("hub-a.deleteSeen", () -> {
            Answer unused = operator.service().register(Operator.SINGLE);
        });

        operator.handle(order);

        assertEquals("enabled", operator.identityAt("hub-a"));
        assertEquals(
                2,
                operator.service().journal().callsOf("hub-a").stream()
                        .filter(call -> call.equals("hub-a.find"))
                        .count());
    }

    @Test
    @DisplayName("a register that comes at any moment of it ends with an identity that lets the device in")
    void registerAnywhere() {
        boolean came = true;
        int moments = 0;
        for (int fuse = 1; came; fuse++) {
            Operator at = new Operator(DeprovisionPolicy.DELETE, fuse);
            at.individual(true, "hub-a");
            Answer first = at.service().register(Operator.SINGLE);
            at.service().registrations().remove(Operator.ID);
            int[] left = {fuse};
            at.service().journal().atEveryMoment(moment -> {
                left[0]--;
                if (left[0] == 0) {
                    Answer unused = at.service().register(Operator.SINGLE);
                }
            });
            at.handle(at.orderOf(ON_HUB_A, true));
            at.service().journal().atEveryMoment(moment -> {});
            came = left[0] <= 0;
            moments += came ? 1 : 0;
            at.drain();
            assertEquals(came ? "enabled" : "gone", at.identityAt("hub-a"), "moment " + fuse + " of " + first);
        }
        assertTrue(moments >= 8, "moments: " + moments);
    }

    @Test
    @DisplayName("an identity that is written over and over is left for later")
    void writtenOver() {
        Order order = withoutRecord();
        for (int i = 0; i < 3; i++) {
            operator.service()
                    .journal()
                    .beforeNext(
                            "hub-a.deleteSeen",
                            () -> operator.fakes()
                                    .put(
                                            TestData.host("hub-a"),
                                            Operator.DEVICE_ID,
                                            operator.fakes().device(TestData.host("hub-a"), Operator.DEVICE_ID)));
        }

        operator.handle(order);

        assertEquals("enabled", operator.identityAt("hub-a"));
        assertEquals(1, operator.orders().messages().size());
        operator.drain();
        assertEquals("gone", operator.identityAt("hub-a"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UNAVAILABLE", "THROTTLED", "UNAUTHORIZED", "FULL"})
    @DisplayName("a hub that fails is asked again, ever later, and never sooner than it says")
    void comesAgain(Kind kind) {
        Order order = withoutRecord();
        operator.fakes().failNext("hub-a.find", kind, Optional.empty());
        operator.fakes().failNext("hub-a.deleteSeen", kind, Optional.of(Duration.ofSeconds(33)));

        operator.handle(order);
        Message first = operator.orders().messages().get(0);
        assertTrue(Duration.between(now(), first.at()).toMillis() <= 1000, first::toString);
        assertEquals(1, first.order().attempt());
        operator.service().clock().advanceTo(first.at());
        assertTrue(operator.deliverOne());
        Message second = operator.orders().messages().get(0);
        assertEquals(Duration.ofSeconds(33), Duration.between(now(), second.at()));

        operator.drain();
        assertEquals("gone", operator.identityAt("hub-a"));
    }

    @Test
    @DisplayName("an order a day old is given up when its hub fails once more, and its pauses end at a minute")
    void givenUp() {
        Order order = withoutRecord();
        for (int i = 0; i < 3000; i++) {
            operator.fakes().failNext("hub-a.find", Kind.UNAVAILABLE, Optional.empty());
        }
        Instant start = now();

        operator.handle(order);
        operator.drain();

        Duration took = Duration.between(start, now());
        assertTrue(took.compareTo(Duration.ofDays(1)) > 0 && took.compareTo(Duration.ofHours(25)) < 0, took::toString);
        assertEquals("enabled", operator.identityAt("hub-a"));
        assertTrue(operator.service().journal().callsOf("hub-a").size() > 1000);
    }

    @Test
    @DisplayName("what a hub refuses for good, and a hub that is not linked any more, is given up at once")
    void noUse() {
        Order order = withoutRecord();
        operator.fakes().failNext("hub-a.find", Kind.REJECTED, Optional.empty());
        operator.handle(order);
        assertEquals(List.of(), operator.orders().messages());

        operator.fakes().unlink(TestData.host("hub-a"));
        operator.handle(order);
        assertEquals(List.of(), operator.orders().messages());
        assertEquals("enabled", operator.identityAt("hub-a"));
    }

    @Test
    @DisplayName("a store that fails has the order come again; with the queue down too, the message itself does")
    void storeFails() {
        Order order = withoutRecord();
        operator.service().journal().beforeNext("registrations.load", DeprovisionerTest::down);
        operator.handle(order);
        assertEquals(1, operator.orders().messages().size());

        operator.service().journal().beforeNext("registrations.load", DeprovisionerTest::down);
        operator.service().journal().beforeNext("orders.schedule", DeprovisionerTest::down);
        assertThrows(Problem.class, () -> operator.handle(order));

        operator.drain();
        assertEquals("gone", operator.identityAt("hub-a"));
    }

    @Test
    @DisplayName("what was ordered before the setting changed keeps to the setting as it is now")
    void settingChanged() {
        Operator disabling = new Operator(DeprovisionPolicy.DISABLE, 9);
        disabling.individual(true, "hub-a");
        Answer unused = disabling.service().register(Operator.SINGLE);
        disabling.service().registrations().remove(Operator.ID);
        disabling.handle(disabling.orderOf(ON_HUB_A, true));
        assertEquals("disabled", disabling.identityAt("hub-a"));

        Operator off = new Operator(DeprovisionPolicy.NONE, 9);
        off.individual(true, "hub-a");
        Answer other = off.service().register(Operator.SINGLE);
        off.service().registrations().remove(Operator.ID);
        off.handle(off.orderOf(ON_HUB_A, true));
        assertEquals("enabled", off.identityAt("hub-a"), other::toString);
    }

    @Test
    @DisplayName("a group's members go page by page; one that has an individual enrollment of its own stays")
    void members() {
        operator.group(true, "hub-a");
        for (int i = 0; i < 250; i++) {
            Answer unused = operator.service()
                    .register(FakeDevice.member("m-" + i, TestData.keys("line").primary()));
        }
        operator.service().individuals().put(TestData.individual("m-7", TermsBuilder.terms()));
        operator.service().clock().advance(Duration.ofSeconds(1));

        operator.deleteGroup();
        operator.service().journal().clear();
        assertTrue(operator.deliverOne());
        assertEquals(
                100,
                operator.service().journal().callsOf("orders").stream()
                        .filter(call -> call.equals("orders.send"))
                        .count());
        operator.drain();

        for (int i = 0; i < 250; i++) {
            boolean there = operator.fakes()
                    .device(TestData.host("hub-a"), new DeviceId("m-" + i))
                    .isPresent();
            assertEquals(i == 7, there, "m-" + i);
        }
    }

    @Test
    @DisplayName("a group that is enabled again by then is left alone, in the middle of its pages too")
    void groupEnabledAgain() {
        operator.group(true, "hub-a");
        Answer unused = operator.service().register(Operator.MEMBER);

        operator.handle(operator.orderOf(new Members(Operator.LINE, ""), true));
        operator.handle(operator.orderOf(new Members(Operator.LINE, "unit!"), true));

        assertEquals(List.of(), operator.orders().messages());
        assertEquals("enabled", operator.identityAt("hub-a"));
    }

    @Test
    @DisplayName("a device that moved on since keeps the hub it moved to, and loses the one it left")
    void movedOn() {
        operator.individual(true, "hub-a");
        Answer first = operator.service().register(Operator.SINGLE);
        Order order = operator.orderOf(ON_HUB_A, true);
        operator.deleteRecord();
        operator.individual(true, "hub-b");
        Answer second = operator.service().register(Operator.SINGLE);
        assertFalse(first.equals(second));

        operator.handle(order);
        operator.drain();

        assertEquals("gone", operator.identityAt("hub-a"));
        assertEquals("enabled", operator.identityAt("hub-b"));
    }

    private static void down() {
        throw Problem.unavailable("down", new IllegalStateException("down"));
    }
}
