package io.muster.local.hub.registry;

import java.util.Map;

/** The two body forms in which IoT Hub has been seen to report errors; a client has to read both. */
public enum ErrorForm {
    /** {@code {"Message":"ErrorCode:DeviceNotFound;…","ExceptionMessage":"Tracking ID:…"}}, the registry's usual one. */
    TEXT {
        @Override
        String body(HubError error, String message, String trackingId) {
            return Json.write(Json.object()
                    .put("Message", "ErrorCode:" + error.wireName() + ";" + message)
                    .put("ExceptionMessage", "Tracking ID:" + trackingId));
        }
    },
    /** JSON as text inside Message; in this form alone the Java client finds the six-digit code. */
    NESTED {
        @Override
        String body(HubError error, String message, String trackingId) {
            String inner = Json.write(Json.object()
                    .put("errorCode", error.code())
                    .put("trackingId", trackingId)
                    .put("message", message));
            return Json.write(Json.object().put("Message", inner).put("ExceptionMessage", ""));
        }
    };

    abstract String body(HubError error, String message, String trackingId);

    /** The whole answer, with the header that carries the error's name in either form. */
    public HubResponse response(HubError error, String message, String trackingId) {
        return response(error.status(), error, message, trackingId);
    }

    /** The same with a status of the caller's choice. */
    public HubResponse response(int status, HubError error, String message, String trackingId) {
        return new HubResponse(status, body(error, message, trackingId), Map.of("iothub-errorcode", error.wireName()));
    }
}
