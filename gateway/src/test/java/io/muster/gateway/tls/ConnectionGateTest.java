package io.muster.gateway.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Counting connections")
class ConnectionGateTest {
    @Test
    void refusals_take_no_place() throws Exception {
        InetAddress one = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress two = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        ConnectionGate gate = new ConnectionGate(3, 2);

        assertTrue(gate.enter(one));
        assertTrue(gate.enter(one));
        assertFalse(gate.enter(one), "its share is used up");
        assertTrue(gate.enter(two));
        assertFalse(gate.enter(two), "all places are taken");
        assertEquals(3, gate.open());

        gate.leave(one);
        assertTrue(gate.enter(two));
        gate.leave(one);
        gate.leave(two);
        gate.leave(two);
        assertEquals(0, gate.open());

        gate.close();
        assertFalse(gate.enter(one), "closed");
    }

    @Test
    void addresses_of_one_ipv6_subnet_are_one_client() throws Exception {
        InetAddress one = InetAddress.getByName("2001:db8::1");
        InetAddress same = InetAddress.getByName("2001:db8::ffff:0:0:1");
        InetAddress other = InetAddress.getByName("2001:db8:0:1::1");
        ConnectionGate gate = new ConnectionGate(3, 1);

        assertTrue(gate.enter(one));
        assertFalse(gate.enter(same), "one /64");
        assertTrue(gate.enter(other));
        gate.leave(one);
        assertTrue(gate.enter(same));
    }
}
