package io.muster.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.local.certificates.LocalAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVM options under which the vendor's Java clients reach a local service: names, ports and trust (seams.md section 12). */
public final class ClientJvm {
    private ClientJvm() {}

    /** @param folder where the hosts file is written; the trust store is the service's own */
    public static List<String> options(JsonNode stack, Path folder) throws IOException {
        List<String> hosts = new ArrayList<>();
        stack.path("portMap")
                .path("hosts")
                .properties()
                .forEach(name -> hosts.add(name.getValue().asText() + " " + name.getKey()));
        hosts.add("127.0.0.1 localhost");
        Path file = Files.write(folder.resolve("hosts"), hosts);
        Path trust = Path.of(stack.path("caFile").asText()).resolveSibling("trust.p12");
        return List.of(
                "-Djdk.net.hosts.file=" + file,
                "-Djavax.net.ssl.trustStore=" + trust,
                "-Djavax.net.ssl.trustStorePassword=" + LocalAuthority.TRUST_STORE_PASSWORD,
                "-DsocksProxyHost=" + stack.path("portMap").path("address").asText(),
                "-DsocksProxyPort=" + stack.path("portMap").path("port").asInt(),
                "-DsocksNonProxyHosts=");
    }
}
