package io.muster.local.host.sample;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;

/** A queue function that fails a message's first delivery on request. */
public class WorkFunctions {

    @FunctionName("Q_Work")
    public void work(
            @ServiceBusQueueTrigger(name = "message", queueName = "%QUEUE%", connection = "ServiceBusConnection")
                    String message,
            @BindingName("MessageId") String id,
            @BindingName("DeliveryCount") long deliveries,
            @BindingName("SequenceNumber") long sequence,
            @BindingName("EnqueuedTimeUtc") String enqueued,
            ExecutionContext context)
            throws InterruptedException {
        Exchange.tell(String.join(
                " ",
                context.getFunctionName(),
                message,
                id,
                "delivery=" + deliveries,
                "sequence=" + sequence,
                enqueued));
        if (message.equals("wait")) {
            Exchange.waitAtGate();
        }
        if (message.equals("fail once") && deliveries == 1) {
            throw new IllegalStateException("on purpose");
        }
    }
}
