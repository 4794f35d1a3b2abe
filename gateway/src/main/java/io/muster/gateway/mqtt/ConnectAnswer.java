package io.muster.gateway.mqtt;

import io.muster.gateway.registration.RegistrationAnswer;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;

/** What a CONNECT is told when the app has looked at its credentials (clients.md 24, seams 3). */
final class ConnectAnswer {
    private static final int ID_SCOPE_NOT_FOUND = 404_208;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_FAULT = 500;

    private ConnectAnswer() {}

    /**
     * The code for the app's answer about the registration. Whatever is neither about the credentials nor about the app's
     * health is left to be told in the answer to a request, where there are words for it: a registration that is not
     * there yet, a malformed id, an unknown api-version.
     */
    static MqttConnectReturnCode of(RegistrationAnswer state) {
        if (state.status() == UNAUTHORIZED || state.status() == FORBIDDEN) {
            return MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
        }
        if (state.errorCode() == ID_SCOPE_NOT_FOUND) {
            return MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
        }
        return state.status() == TOO_MANY_REQUESTS || state.status() >= FIRST_FAULT
                ? MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE
                : MqttConnectReturnCode.CONNECTION_ACCEPTED;
    }
}
