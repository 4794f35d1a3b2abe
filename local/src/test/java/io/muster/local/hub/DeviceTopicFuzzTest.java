package io.muster.local.hub;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.local.hub.registry.DeviceId;
import io.muster.local.hub.script.Rule;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeviceTopicFuzzTest {

    private static final DeviceId DEVICE = new DeviceId("d1");
    private static final String[] TOPICS = {
        "devices/d1/messages/events/a=b&c%20d=%ff",
        "$iothub/twin/GET/?$rid=1",
        "$iothub/twin/PATCH/properties/reported/?$rid=2&$version=3",
        "$iothub/methods/res/200/?$rid=4"
    };

    @Test
    @DisplayName("no topic breaks the parser")
    void noTopicBreaksTheParser() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String topic = mutated(TOPICS[random.nextInt(TOPICS.length)], random);
            try {
                DeviceTopic.parse(topic, DEVICE);
            } catch (RuntimeException e) {
                fail("seed " + seed + ", round " + round + ": " + topic, e);
            }
        }
    }

    @Test
    @DisplayName("no JSON breaks the rule parser otherwise than by refusal")
    void noJsonBreaksTheRuleParser() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] values = {"1", "-1", "1.5", "1e99", "99999999999", "\"x\"", "true", "null", "[]", "{}"};
        String[] names = {
            "method",
            "pathPrefix",
            "status",
            "retryAfter",
            "delayMs",
            "dropConnection",
            "times",
            "x",
            "operation",
            "device",
            "answer",
            "duplicate",
            "skip"
        };
        for (int round = 0; round < 5_000; round++) {
            String json =
                    "{\"" + names[random.nextInt(names.length)] + "\":" + values[random.nextInt(values.length)] + "}";
            try {
                Rule.read(new ObjectMapper().readTree(json));
            } catch (IllegalArgumentException refused) {
                assertInstanceOf(String.class, refused.getMessage());
            } catch (RuntimeException e) {
                fail("seed " + seed + ": " + json, e);
            }
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            mutated.setCharAt(
                    random.nextInt(mutated.length()), (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
        }
        return mutated.substring(0, random.nextInt(mutated.length() + 1));
    }
}
