package io.muster.gateway.mqtt;

import io.muster.gateway.registration.RegistrationAnswer;

/** Where answers go (clients.md 19): {@code $rid} first, and no other dollar sign after the leading one. */
final class ResponseTopic {
    /** The one filter there is to subscribe to (behaviour.md 11.3). */
    static final String FILTER = "$dps/registrations/res/#";

    private ResponseTopic() {}

    static String of(RegistrationAnswer answer, String rid) {
        String topic = "$dps/registrations/res/" + answer.status() + "/?$rid=" + rid;
        return answer.retryAfterSeconds().isPresent()
                ? topic + "&retry-after=" + answer.retryAfterSeconds().getAsInt()
                : topic;
    }
}
