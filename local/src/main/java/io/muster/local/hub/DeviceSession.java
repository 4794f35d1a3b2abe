package io.muster.local.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.registry.DeviceId;
import io.muster.local.hub.registry.DeviceRecord;
import io.muster.local.hub.registry.HubException;
import io.muster.local.hub.registry.Json;
import io.muster.local.hub.script.TelemetryLog;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One connected device: its telemetry, its twin and its subscriptions. Whatever a hub does not know ends it. */
final class DeviceSession {

    private static final String TWIN_ANSWERS = "$iothub/twin/res/#";
    private static final String DESIRED_CHANGES = "$iothub/twin/PATCH/properties/desired/#";
    private static final String METHODS = "$iothub/methods/POST/#";

    private final MqttEndpoint endpoint;
    private final DeviceId device;
    private final HubParts hub;
    private final Set<String> allowedFilters;
    private final Set<String> subscribed = new HashSet<>();

    DeviceSession(MqttEndpoint endpoint, DeviceId device, HubParts hub) {
        this.endpoint = endpoint;
        this.device = device;
        this.hub = hub;
        this.allowedFilters =
                Set.of(TWIN_ANSWERS, DESIRED_CHANGES, METHODS, "devices/" + device.text() + "/messages/devicebound/#");
    }

    DeviceId device() {
        return device;
    }

    void begin(Vertx vertx, Duration tokenLife) {
        // A hub ends the connection when the token that opened it ends.
        long timer = vertx.setTimer(Math.max(1, tokenLife.toMillis()), over -> close());
        // PUBACK says that the message is recorded, so it is not left to the library.
        endpoint.publishAutoAck(false);
        endpoint.publishHandler(this::published);
        endpoint.subscribeHandler(this::subscribe);
        endpoint.unsubscribeHandler(this::unsubscribe);
        endpoint.exceptionHandler(error -> close());
        endpoint.closeHandler(closed -> {
            vertx.cancelTimer(timer);
            hub.sessions().remove(this);
        });
        hub.sessions().add(this);
        endpoint.accept(false);
    }

    void close() {
        if (endpoint.isConnected()) {
            endpoint.close();
        }
    }

    void desiredChanged(ObjectNode patch, long version) {
        if (subscribed.contains(DESIRED_CHANGES)) {
            send(
                    "$iothub/twin/PATCH/properties/desired/?$version=" + version,
                    patch.deepCopy().put("$version", version));
        }
    }

    private void published(MqttPublishMessage message) {
        DeviceTopic topic = DeviceTopic.parse(message.topicName(), device);
        if (message.qosLevel() == MqttQoS.EXACTLY_ONCE || topic instanceof DeviceTopic.Forbidden) {
            close();
            return;
        }
        if (topic instanceof DeviceTopic.Telemetry telemetry) {
            hub.telemetry()
                    .add(new TelemetryLog.Message(
                            device.text(),
                            message.payload().toString(StandardCharsets.UTF_8),
                            telemetry.properties(),
                            hub.clock().instant().toString()));
        }
        if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            endpoint.publishAcknowledge(message.messageId());
        }
        if (topic instanceof DeviceTopic.TwinGet get) {
            answerTwin(get);
        } else if (topic instanceof DeviceTopic.TwinReport report) {
            report(report, message.payload());
        }
    }

    private void answerTwin(DeviceTopic.TwinGet get) {
        hub.registry().find(device).map(DeviceRecord::twin).ifPresent(twin -> {
            ObjectNode json = Json.object();
            json.set("desired", twin.desired().withVersion());
            json.set("reported", twin.reported().withVersion());
            send("$iothub/twin/res/200/?$rid=" + get.requestId(), json);
        });
    }

    private void report(DeviceTopic.TwinReport report, Buffer payload) {
        try {
            DeviceRecord changed = hub.registry().report(device, Json.readObject(payload.getBytes()));
            long version = changed.twin().reported().version();
            send("$iothub/twin/res/204/?$rid=" + report.requestId() + "&$version=" + version, Json.object());
        } catch (HubException e) {
            ObjectNode problem =
                    Json.object().put("errorCode", e.error().code()).put("message", e.getMessage());
            send("$iothub/twin/res/" + e.error().status() + "/?$rid=" + report.requestId(), problem);
        }
    }

    private void send(String topic, ObjectNode json) {
        endpoint.publish(topic, Buffer.buffer(Json.write(json)), MqttQoS.AT_MOST_ONCE, false, false);
    }

    private void subscribe(MqttSubscribeMessage message) {
        List<MqttQoS> granted = new ArrayList<>();
        for (MqttTopicSubscription topic : message.topicSubscriptions()) {
            if (!allowedFilters.contains(topic.topicName())) {
                close();
                return;
            }
            subscribed.add(topic.topicName());
            // IoT Hub grants no more than QoS 1.
            granted.add(
                    topic.qualityOfService() == MqttQoS.AT_MOST_ONCE ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE);
        }
        endpoint.subscribeAcknowledge(message.messageId(), granted);
    }

    private void unsubscribe(MqttUnsubscribeMessage message) {
        message.topics().forEach(subscribed::remove);
        endpoint.unsubscribeAcknowledge(message.messageId());
    }
}
