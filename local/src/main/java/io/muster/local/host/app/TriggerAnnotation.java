package io.muster.local.host.app;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.Cardinality;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns a parameter's trigger annotation into a {@link Trigger}. */
final class TriggerAnnotation {
    private final String place;
    private final String functionName;
    private final Problems problems;

    TriggerAnnotation(String place, String functionName, Problems problems) {
        this.place = place;
        this.functionName = functionName;
        this.problems = problems;
    }

    Optional<Trigger> of(Parameter parameter) {
        HttpTrigger http = parameter.getAnnotation(HttpTrigger.class);
        if (http != null) {
            return Optional.of(http(http));
        }
        ServiceBusQueueTrigger queue = parameter.getAnnotation(ServiceBusQueueTrigger.class);
        if (queue != null) {
            return Optional.of(queue(queue));
        }
        TimerTrigger timer = parameter.getAnnotation(TimerTrigger.class);
        return Optional.ofNullable(timer).map(found -> new Trigger.Timer(found.schedule()));
    }

    private Trigger http(HttpTrigger http) {
        // Function keys are not checked here, so a function that relies on them would stand open: refused instead.
        if (http.authLevel() != AuthorizationLevel.ANONYMOUS) {
            problems.add(place + " asks for function keys (" + http.authLevel() + "), which this host does not check");
        }
        String route = http.route().isEmpty() ? functionName : http.route();
        return new Trigger.Http(
                route, Arrays.stream(http.methods()).map(Enum::name).collect(Collectors.toSet()));
    }

    private Trigger queue(ServiceBusQueueTrigger queue) {
        if (queue.isSessionsEnabled() || queue.cardinality() != Cardinality.ONE) {
            problems.add(place + " uses sessions or batches, which this host does not serve");
        }
        return new Trigger.Queue(queue.queueName(), queue.connection());
    }
}
