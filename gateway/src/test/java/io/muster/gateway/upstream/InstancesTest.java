package io.muster.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Choosing an instance")
class InstancesTest {
    private final Instance one = new Instance("127.0.0.1", 1);
    private final Instance two = new Instance("127.0.0.1", 2);
    private final Instances instances = new Instances(List.of(one, two));

    @Test
    void equals_take_turns() {
        assertEquals(Optional.of(one), instances.choose(Set.of()));
        assertEquals(Optional.of(two), instances.choose(Set.of()));
        assertEquals(Optional.of(one), instances.choose(Set.of()));
    }

    @Test
    void the_less_busy_one_is_taken() {
        one.begin();

        assertEquals(Optional.of(two), instances.choose(Set.of()));
        assertEquals(Optional.of(two), instances.choose(Set.of()));

        one.end();
        two.begin();
        assertEquals(Optional.of(one), instances.choose(Set.of()));
    }

    @Test
    void those_down_or_tried_are_left_out() {
        one.markDown();

        assertEquals(Optional.of(two), instances.choose(Set.of()));
        assertEquals(Optional.empty(), instances.choose(Set.of(two)));

        one.markUp();
        assertEquals(Optional.of(one), instances.choose(Set.of(two)));
    }

    @Test
    void three_broken_requests_in_a_row_take_it_down_two_do_not() {
        one.broke();
        one.broke();
        one.answered();
        one.broke();
        one.broke();
        assertEquals(true, one.isUp());

        one.broke();
        assertEquals(false, one.isUp());
    }
}
