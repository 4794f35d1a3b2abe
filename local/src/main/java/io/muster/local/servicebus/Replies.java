package io.muster.local.servicebus;

import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;

/** Reply messages of request nodes: the status in the application properties, the result as a map. */
final class Replies {
    private static final String STATUS = "statusCode";
    private static final String DESCRIPTION = "statusDescription";

    private Replies() {}

    /** A good answer with its result, which may be empty. */
    static Message of(int status, String description, Map<String, Object> result) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(STATUS, status);
        properties.put(DESCRIPTION, description);
        return message(properties, result);
    }

    static Message of(AmqpError error) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(STATUS, error.status());
        properties.put(DESCRIPTION, error.description());
        properties.put("errorCondition", Symbol.valueOf(error.condition()));
        return message(properties, Map.of());
    }

    private static Message message(Map<String, Object> properties, Map<String, Object> result) {
        Message message = Proton.message();
        message.setApplicationProperties(new ApplicationProperties(properties));
        message.setBody(new AmqpValue(result));
        return message;
    }
}
