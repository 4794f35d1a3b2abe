package io.muster.local.servicebus;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.message.Message;

/** Claims-based security: {@code put-token} with a shared access signature opens entities to the connection. */
final class CbsNode implements RequestNode {
    static final EntityPath ADDRESS = new EntityPath("$cbs");

    private final SasRule rule;
    private final Clock clock;
    private final Grants grants;

    CbsNode(SasRule rule, Clock clock, Grants grants) {
        this.rule = rule;
        this.clock = clock;
        this.grants = grants;
    }

    @Override
    public Optional<Message> answer(Message request) {
        Map<String, Object> properties = AmqpMessages.properties(request);
        if (!"put-token".equals(properties.get("operation"))) {
            throw new RefusedException(AmqpError.notImplemented("operation of that name at $cbs"));
        }
        EntityPath wanted =
                EntityPath.ofUri(String.valueOf(properties.get("name"))).managed();
        SasToken token = token(request)
                .filter(candidate -> rule.accepts(candidate, clock.instant()))
                .filter(valid -> valid.entity().covers(wanted))
                .orElseThrow(() -> new RefusedException(AmqpError.unauthorized(wanted.value())));
        grants.grant(wanted, token.expiry());
        return Optional.of(Replies.of(202, "Accepted", Map.of()));
    }

    private static Optional<SasToken> token(Message request) {
        return request.getBody() instanceof AmqpValue value && value.getValue() instanceof String text
                ? SasToken.parse(text)
                : Optional.empty();
    }
}
