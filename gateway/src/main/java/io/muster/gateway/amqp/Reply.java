package io.muster.gateway.amqp;

import io.muster.gateway.registration.RegistrationAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.codec.WritableBuffer;
import org.apache.qpid.proton.message.Message;

/** The app's answers as AMQP has them: a message (11.24), or a rejected outcome (11.25). */
final class Reply {
    /** Java, Node and C read the first, .NET the second, case and all (clients.md 27). */
    private static final String[] RETRY_AFTER = {"retry-after", "Retry-After"};

    /** For the properties and the longest correlation id, four bytes a character. */
    private static final int ROOM = 2048;

    private Reply() {}

    /** The encoded message of an answer that is no error. */
    static byte[] message(RegistrationAnswer answer, Optional<Object> correlationId) {
        Message message = Proton.message();
        correlationId.ifPresent(message::setCorrelationId);
        Map<String, Object> properties = new LinkedHashMap<>();
        retry(answer).ifPresent(seconds -> {
            for (String name : RETRY_AFTER) {
                properties.put(name, seconds);
            }
        });
        if (!properties.isEmpty()) {
            message.setApplicationProperties(new ApplicationProperties(properties));
        }
        // Java casts the body to Data (clients.md 26).
        message.setBody(new Data(new Binary(answer.body().getBytes())));
        WritableBuffer.ByteBufferWrapper buffer =
                WritableBuffer.ByteBufferWrapper.allocate(ROOM + answer.body().length());
        int length = message.encode(buffer);
        return Arrays.copyOf(buffer.byteBuffer().array(), length);
    }

    /** The outcome of a request that failed: the error JSON as the description, which .NET parses (clients.md 28). */
    static Rejected rejected(RegistrationAnswer answer) {
        ErrorCondition error = new ErrorCondition(
                Symbol.valueOf(condition(answer.status())), answer.body().toString(StandardCharsets.UTF_8));
        Map<Symbol, Object> info = new LinkedHashMap<>();
        retry(answer).ifPresent(seconds -> {
            for (String name : RETRY_AFTER) {
                info.put(Symbol.valueOf(name), seconds);
            }
        });
        if (!info.isEmpty()) {
            error.setInfo(info);
        }
        Rejected rejected = new Rejected();
        rejected.setError(error);
        return rejected;
    }

    private static Optional<Integer> retry(RegistrationAnswer answer) {
        OptionalInt seconds = answer.retryAfterSeconds();
        return seconds.isPresent() ? Optional.of(seconds.getAsInt()) : Optional.empty();
    }

    private static String condition(int status) {
        return switch (status) {
            case 401, 403 -> "amqp:unauthorized-access";
            case 404 -> "amqp:not-found";
            case 409 -> "amqp:resource-locked";
            case 412 -> "amqp:precondition-failed";
            case 413 -> "amqp:link:message-size-exceeded";
            case 429 -> "amqp:resource-limit-exceeded";
            default -> status < 500 ? "amqp:not-allowed" : "amqp:internal-error";
        };
    }
}
