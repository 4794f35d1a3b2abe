package io.muster.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import io.muster.azure.servicebus.OrderMessage;
import io.muster.azure.servicebus.WorkMessage;
import io.muster.core.deprovision.Deprovisioner;
import io.muster.core.identity.IdScope;
import io.muster.core.problem.Problem;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.registration.Worker;
import io.muster.core.telemetry.TraceParent;
import io.muster.core.telemetry.Traces;
import io.muster.core.telemetry.Traces.Kind;
import io.muster.core.telemetry.Traces.Part;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;

/** Where queue messages come in. Returning settles a message; throwing has the queue deliver it again, at last as dead letter. */
public final class WorkFunctions {
    private static final System.Logger LOG = System.getLogger(WorkFunctions.class.getName());
    /** As often as the queue delivers a message (infra-bicep sets it); the last failure makes a dead letter of it. */
    private static final int DELIVERIES = 10;

    private final IdScope scope;
    private final Worker worker;
    private final Deprovisioner deprovisioner;
    private final Traces traces;

    WorkFunctions(IdScope scope, Worker worker, Deprovisioner deprovisioner, Traces traces) {
        this.traces = traces;
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
            handle(
                    "process deprovisioning",
                    parsed.trace(),
                    deliveryCount,
                    part -> deprovisioner.handle(parsed.order()));
            return;
        }
        WorkMessage parsed = WorkMessage.parse(message);
        requireOurs(parsed.idScope());
        handle("process registration", parsed.trace(), deliveryCount, part -> {
            part.note("muster.operation_id", parsed.item().operationId().text());
            part.note("muster.attempt", Integer.toString(parsed.item().attempt()));
            try {
                worker.handle(parsed.item());
            } catch (RuntimeException failed) {
                if (deliveryCount >= DELIVERIES) {
                    giveUp(parsed.item());
                }
                throw failed;
            }
        });
    }

    /** A part of the trace that the message was sent in, however often it is delivered. */
    private void handle(String name, Optional<TraceParent> sender, int deliveryCount, Consumer<Part> work) {
        try (Part part = traces.begin(Kind.RECEIVE, name, sender)) {
            part.note("messaging.system", "servicebus");
            part.note("messaging.servicebus.message.delivery_count", Integer.toString(deliveryCount));
            try {
                work.accept(part);
            } catch (RuntimeException failed) {
                part.failed(
                        failed instanceof Problem problem
                                ? problem.kind().name()
                                : failed.getClass().getSimpleName());
                throw failed;
            }
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
