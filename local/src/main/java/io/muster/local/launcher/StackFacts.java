package io.muster.local.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** What a running local service tells the world: the stack file. Protocols not served yet are null. */
record StackFacts(
        LocalOptions options,
        Topology topology,
        Map<String, String> settings,
        Path caFile,
        Child tables,
        Child serviceBus,
        Child vault,
        List<Child> hubs,
        List<Integer> httpPorts,
        Child work,
        Child gateway,
        int portMap) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Writes the file whole or not at all: who waits for it never reads half of it. */
    void write(Map<String, Long> pids) throws IOException {
        Path file = options.stackFile();
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, JSON.writeValueAsString(json(pids)));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private ObjectNode json(Map<String, Long> pids) throws UnknownHostException {
        int https = gateway.fact("https");
        ObjectNode root = JSON.createObjectNode();
        root.put("idScope", topology.idScope());
        root.put("caFile", caFile.toString());
        root.putObject("device")
                .put("host", options.deviceHost())
                .put("address", "127.0.0.1")
                .put("https", https)
                .put("mqtt", gateway.fact("mqtt"))
                .put("amqp", gateway.fact("amqp"))
                .put("webSocket", https);
        root.putObject("service")
                .put("host", options.serviceHost())
                .put("address", "127.0.0.1")
                .put("https", https)
                .put("connectionString", topology.serviceConnectionString());
        ArrayNode list = root.putArray("hubs");
        for (int i = 0; i < hubs.size(); i++) {
            list.addObject()
                    .put("host", options.hubHosts().get(i))
                    .put("address", topology.hubAddress(i).getHostAddress())
                    .put("https", hubs.get(i).fact("https"))
                    .put("mqtt", hubs.get(i).fact("mqtt"))
                    .put("admin", hubs.get(i).fact("adminPort"))
                    .put("connectionString", topology.hubConnectionString(i));
        }
        root.putObject("management").putNull("endpoint");
        ObjectNode functions = root.putObject("functions").put("admin", work.fact("adminPort"));
        ArrayNode http = functions.putArray("http");
        httpPorts.forEach(port -> http.add("http://127.0.0.1:" + port));
        functions.set("settings", JSON.valueToTree(settings));
        root.putObject("table").put("connectionString", topology.tableConnectionString(tables.fact("port")));
        root.putObject("serviceBus")
                .put("connectionString", topology.busConnectionString(serviceBus.fact("port")))
                .put("queue", Topology.QUEUE)
                .put("admin", serviceBus.fact("adminPort"));
        root.putObject("vault").put("admin", vault.fact("adminPort"));
        root.set("entra", entra());
        ObjectNode map = root.putObject("portMap").put("address", "127.0.0.1").put("port", portMap);
        ObjectNode names = map.putObject("hosts");
        names.put(options.deviceHost(), "127.0.0.1").put(options.serviceHost(), "127.0.0.1");
        for (int i = 0; i < hubs.size(); i++) {
            names.put(options.hubHosts().get(i), topology.hubAlias(i).getHostAddress());
        }
        ObjectNode processes = root.putObject("processes");
        pids.forEach(processes::put);
        root.put("pid", ProcessHandle.current().pid());
        return root;
    }

    /** What a client credential needs to get tokens of the service API. */
    private ObjectNode entra() {
        ObjectNode entra = JSON.createObjectNode()
                .put("authorityHost", EntraDouble.authorityHost(vault.fact("issuerPort")))
                .put("tenantId", topology.entra().tenantId())
                .put("audience", EntraDouble.AUDIENCE)
                .put("admin", vault.fact("issuerAdminPort"));
        entra.set("clients", JSON.valueToTree(topology.entra().clients()));
        return entra;
    }
}
