package io.muster.local.host.work;

import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import io.muster.local.host.invoke.BindingValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A delivery of the Service Bus client's processor. */
record ReceivedDelivery(ServiceBusReceivedMessageContext context) implements Delivery {

    @Override
    public String body() {
        return new String(context.getMessage().getBody().toBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, BindingValue> metadata() {
        return MessageMetadata.of(context.getMessage());
    }

    @Override
    public void complete() {
        context.complete();
    }

    @Override
    public void abandon() {
        context.abandon();
    }
}
