package io.muster.conformance.protocols;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.muster.conformance.nodesdk.NodeScript;
import io.muster.conformance.python.Python;
import io.muster.conformance.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A vendor's SDK that registers devices one after the other. */
public enum DeviceSdk {
    JAVA {
        @Override
        List<Outcome> register(LocalStack stack, Transport transport, List<Candidate> devices, Path folder)
                throws InterruptedException {
            return new JavaDevices(stack).register(transport, devices);
        }
    },
    NODE {
        @Override
        List<Outcome> register(LocalStack stack, Transport transport, List<Candidate> devices, Path folder)
                throws IOException, InterruptedException {
            return outcomes(new NodeScript(stack)
                    .run(
                            "devices.js",
                            Map.of(
                                    "MUSTER_DEVICES", described(devices, folder),
                                    "MUSTER_TRANSPORT", transport.name())));
        }
    },
    PYTHON {
        @Override
        List<Outcome> register(LocalStack stack, Transport transport, List<Candidate> devices, Path folder)
                throws IOException, InterruptedException {
            JsonNode proxy = stack.facts().path("portMap");
            return outcomes(new Python(stack)
                    .script(
                            "devices.py",
                            Map.of(
                                    "MUSTER_DEVICES",
                                    described(devices, folder),
                                    "MUSTER_TRANSPORT",
                                    transport.name(),
                                    "MUSTER_DEVICE_HOST",
                                    stack.deviceHost(),
                                    "MUSTER_ID_SCOPE",
                                    stack.idScope(),
                                    "MUSTER_PROXY",
                                    proxy.path("address").asText() + ":"
                                            + proxy.path("port").asInt())));
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Registers each device as often as it is to; outcomes in that order.
     *
     * @param folder for files that live as long as the test
     */
    abstract List<Outcome> register(LocalStack stack, Transport transport, List<Candidate> devices, Path folder)
            throws IOException, InterruptedException;

    private static String described(List<Candidate> devices, Path folder) throws IOException {
        ArrayNode all = JSON.createArrayNode();
        devices.forEach(device -> all.add(device.described(JSON)));
        return Files.writeString(folder.resolve("devices.json"), JSON.writeValueAsString(all))
                .toString();
    }

    private static List<Outcome> outcomes(JsonNode results) {
        List<Outcome> outcomes = new ArrayList<>();
        results.forEach(each -> outcomes.add(Outcome.of(each)));
        return outcomes;
    }
}
