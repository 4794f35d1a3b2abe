package io.muster.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import io.muster.azure.servicebus.OrderMessage;
import io.muster.azure.servicebus.WorkMessage;
import io.muster.core.deprovision.Deprovisioner;
import io.muster.core.identity.IdScope;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.registration.Worker;
import java.lang.System.Logger.Level;

/** Where queue messages come in. Returning settles a message; throwing has the queue deliver it again, at last as dead letter. */
public final class WorkFunctions {
    private static final System.Logger LOG = System.getLogger(WorkFunctions.class.getName());
    /** As often as the queue delivers a message (infra-bicep sets it); the last failure makes a dead letter of it. */
    private static final int DELIVERIES = 10;

    private final IdScope scope;
    private final Worker worker;
    private final Deprovisioner deprovisioner;

    WorkFunctions(IdScope scope, Worker worker, Deprovisioner deprovisioner) {
        this.scope = scope;
        this.worker = worker;
        this.deprovisioner = deprovisioner;
    }

    @FunctionName("Assignment")
    public void assignment(
            @ServiceBusQueueTrigger(name = "message", queueName = "%MUSTER_QUEUE%", connection = "ServiceBusConnection")
                    String message,
            @BindingName("DeliveryCount") int deliveryCount,
            ExecutionContext context) {
        if (OrderMessage.isOne(message)) {
            OrderMessage parsed = OrderMessage.parse(message);
            requireOurs(parsed.idScope());
            deprovisioner.handle(parsed.order());
            return;
        }
        WorkMessage parsed = WorkMessage.parse(message);
        requireOurs(parsed.idScope());
        try {
            worker.handle(parsed.item());
        } catch (RuntimeException failed) {
            if (deliveryCount >= DELIVERIES) {
                giveUp(parsed.item());
            }
            throw failed;
        }
    }

    private void requireOurs(IdScope named) {
        if (!named.equals(scope)) {
            throw new IllegalArgumentException("the message is for another id scope");
        }
    }

    /** Best effort: the message comes to rest as a dead letter in any case, and what it failed of may fail this too. */
    private void giveUp(Item item) {
        try {
            worker.giveUp(item);
        } catch (RuntimeException alsoFailed) {
            LOG.log(
                    Level.WARNING,
                    "operation {0} is a dead letter and not marked as failed: {1}",
                    item.operationId().text(),
                    alsoFailed.toString());
        }
    }
}
