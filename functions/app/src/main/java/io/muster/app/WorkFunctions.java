package io.muster.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import io.muster.azure.servicebus.OrderMessage;
import io.muster.azure.servicebus.WorkMessage;
import io.muster.core.deprovision.Deprovisioner;
import io.muster.core.identity.IdScope;
import io.muster.core.registration.Worker;

/** Where queue messages come in. Returning settles a message; throwing has the queue deliver it again, at last as dead letter. */
public final class WorkFunctions {
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
            ExecutionContext context) {
        if (OrderMessage.isOne(message)) {
            OrderMessage parsed = OrderMessage.parse(message);
            requireOurs(parsed.idScope());
            deprovisioner.handle(parsed.order());
            return;
        }
        WorkMessage parsed = WorkMessage.parse(message);
        requireOurs(parsed.idScope());
        worker.handle(parsed.item());
    }

    private void requireOurs(IdScope named) {
        if (!named.equals(scope)) {
            throw new IllegalArgumentException("the message is for another id scope");
        }
    }
}
