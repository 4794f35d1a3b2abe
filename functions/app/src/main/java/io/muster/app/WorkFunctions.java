package io.muster.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import io.muster.azure.servicebus.WorkMessage;
import io.muster.core.identity.IdScope;
import io.muster.core.registration.Worker;

/** Where queue messages come in. Returning settles a message; throwing has the queue deliver it again, at last as dead letter. */
public final class WorkFunctions {
    private final IdScope scope;
    private final Worker worker;

    WorkFunctions(IdScope scope, Worker worker) {
        this.scope = scope;
        this.worker = worker;
    }

    @FunctionName("Assignment")
    public void assignment(
            @ServiceBusQueueTrigger(name = "message", queueName = "%MUSTER_QUEUE%", connection = "ServiceBusConnection")
                    String message,
            ExecutionContext context) {
        WorkMessage parsed = WorkMessage.parse(message);
        if (!parsed.idScope().equals(scope)) {
            throw new IllegalArgumentException("the message is for another id scope");
        }
        worker.handle(parsed.item());
    }
}
