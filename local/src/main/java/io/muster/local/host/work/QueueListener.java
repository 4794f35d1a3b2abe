package io.muster.local.host.work;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import io.muster.local.host.app.AppSettings;
import io.muster.local.host.app.FunctionDefinition;
import io.muster.local.host.app.HostJson;
import io.muster.local.host.app.StartupException;
import io.muster.local.host.app.Trigger;
import io.muster.local.host.invoke.InFlight;
import io.muster.local.host.invoke.Invoker;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Receives a queue under peek-lock for one function, so many messages at once as host.json allows. */
public final class QueueListener implements Work {
    private static final Logger LOG = Logger.getLogger(QueueListener.class.getName());

    private final MessageDispatch dispatch;
    private final ServiceBusProcessorClient processor;

    /** Ready to receive; the exception says which setting is missing, never its value. */
    public QueueListener(
            FunctionDefinition function,
            Trigger.Queue trigger,
            AppSettings settings,
            HostJson hostJson,
            Invoker invoker,
            InFlight inFlight)
            throws StartupException {
        this.dispatch = new MessageDispatch(function, invoker, inFlight);
        this.processor = client(trigger.connection(), settings)
                .processor()
                .queueName(settings.expand(trigger.queueName()))
                .receiveMode(ServiceBusReceiveMode.PEEK_LOCK)
                .disableAutoComplete()
                .maxConcurrentCalls(hostJson.maxConcurrentCalls())
                .prefetchCount(hostJson.prefetchCount())
                .maxAutoLockRenewDuration(hostJson.lockRenewal())
                .processMessage(context -> dispatch.dispatch(new ReceivedDelivery(context)))
                .processError(error -> LOG.log(
                        Level.WARNING,
                        "Service Bus, queue " + error.getEntityPath() + ", " + error.getErrorSource(),
                        error.getException()))
                .buildProcessorClient();
    }

    private static ServiceBusClientBuilder client(String setting, AppSettings settings) throws StartupException {
        if (settings.value(setting).isEmpty()
                && settings.value(setting + "__fullyQualifiedNamespace").isPresent()) {
            throw new StartupException(
                    setting + "__fullyQualifiedNamespace needs a managed identity, which there is none"
                            + " of locally; set " + setting + " to a connection string");
        }
        String connectionString = settings.expand("%" + setting + "%");
        try {
            return new ServiceBusClientBuilder().connectionString(connectionString);
        } catch (IllegalArgumentException e) {
            // The client's message repeats the text, and with it the key.
            throw new StartupException("the setting " + setting + " is not a Service Bus connection string");
        }
    }

    @Override
    public void start() {
        processor.start();
    }

    /** Nothing to do: stopping the processor would interrupt its handlers, so the dispatch holds what comes from now on. */
    @Override
    public void pause() {}

    @Override
    public void close() {
        processor.close();
        dispatch.close();
    }
}
