package io.muster.local.host.work;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import io.muster.local.host.invoke.BindingValue;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** What a function can learn of a message by {@code @BindingName}; absent properties have no entry. */
final class MessageMetadata {
    private MessageMetadata() {}

    static Map<String, BindingValue> of(ServiceBusReceivedMessage message) {
        Map<String, BindingValue> values = new HashMap<>();
        putText(values, "MessageId", message.getMessageId());
        putText(values, "CorrelationId", message.getCorrelationId());
        // The platform counts the running delivery as one, the client only the earlier ones.
        values.put("DeliveryCount", BindingValue.number(message.getDeliveryCount() + 1));
        values.put("SequenceNumber", BindingValue.number(message.getSequenceNumber()));
        if (message.getEnqueuedTime() != null) {
            values.put(
                    "EnqueuedTimeUtc",
                    BindingValue.time(message.getEnqueuedTime()
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toString()));
        }
        return values;
    }

    private static void putText(Map<String, BindingValue> values, String name, String text) {
        if (text != null) {
            values.put(name, BindingValue.text(text));
        }
    }
}
