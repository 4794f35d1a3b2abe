package io.muster.local.servicebus;

import java.util.Optional;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;

/** Incoming transfers, which may take several frames. */
final class Transfers {
    /** Credit a link has at most; it is filled up when half is used. */
    private static final int CREDIT = 1000;

    private Transfers() {}

    static void open(Receiver link) {
        link.open();
        link.flow(CREDIT);
    }

    /** The transfer once it is whole; a link that sends more than {@code most} bytes for one is closed. */
    static Optional<Binary> take(Receiver link, Delivery delivery, int most) {
        if (delivery.pending() > most) {
            link.setCondition(AmqpError.TOO_LARGE.toCondition());
            link.close();
            return Optional.empty();
        }
        if (!delivery.isReadable() || delivery.isPartial() || delivery.isAborted()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[delivery.pending()];
        link.recv(bytes, 0, bytes.length);
        link.advance();
        if (link.getCredit() < CREDIT / 2) {
            link.flow(CREDIT / 2);
        }
        return Optional.of(new Binary(bytes));
    }
}
