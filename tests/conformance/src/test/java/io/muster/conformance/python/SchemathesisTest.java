package io.muster.conformance.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 3.11: schemathesis asks the live service whatever docs/openapi.json allows, and what it does not")
final class SchemathesisTest {
    private static final String CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,"
            + "response_schema_conformance,response_headers_conformance";
    /** Hooks are a module of the folder. The edge is asked by its own port, so the proxy would only cost time. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PYTHONPATH", Python.FOLDER.toString(), "SCHEMATHESIS_HOOKS", "ndjson", "NO_PROXY", "localhost");

    private static final String SEED = "20261101";
    private final LocalStack stack;
    private final ServiceApi service;
    private final DeviceApi device;

    SchemathesisTest(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
        this.device = new DeviceApi(stack);
    }

    @Test
    @DisplayName("No 5xx, no status, type, header or body that is not documented, and every operation succeeds too")
    void conforms(@TempDir Path folder) throws IOException, InterruptedException {
        examplesExist();
        Path configuration = Files.writeString(folder.resolve("schemathesis.toml"), configuration());
        Path report = folder.resolve("report.json");

        Python.Ended ended =
                new Python(stack).run("schemathesis", folder, arguments(configuration, report), ENVIRONMENT);

        assertEquals(0, ended.exit(), () -> "seed " + SEED + "\n" + ended.out() + ended.errors());
        JsonNode run = new ObjectMapper().readTree(report.toFile());
        assertTrue(run.path("complete").asBoolean(), ended::out);
        assertEquals(run.at("/operations/selected"), run.at("/operations/tested"), ended::out);
        assertTrue(run.at("/test_cases/generated").asInt() > 500, ended::out);
        // A proof is for a code of that moment: ManagementSdkTest gives one. The one policy there is signs these calls:
        // ServiceResourceTest makes another's key anew.
        assertEquals(
                Set.of("POST /muster/certificates/{name}/verify", "POST /muster/policies/{policy}/regenerate"),
                neverAccepted(run),
                ended::out);
    }

    /** Operations of which every call was refused: those were tested on their refusals only. */
    private static Set<String> neverAccepted(JsonNode run) {
        Set<String> never = new TreeSet<>();
        run.path("valid_rates").properties().forEach(operation -> {
            if (operation.getValue().findValuesAsText("accepted").stream().allMatch("0"::equals)) {
                never.add(operation.getKey());
            }
        });
        return never;
    }

    private List<String> arguments(Path configuration, Path report) {
        List<String> arguments = new ArrayList<>(List.of(
                "--config-file",
                configuration.toString(),
                "run",
                Python.OPENAPI.toString(),
                "--url",
                stack.edge().toString(),
                "--tls-verify",
                stack.facts().path("caFile").asText(),
                "--checks",
                CHECKS,
                "--seed",
                SEED,
                "--max-examples",
                "5",
                // The platform refuses %00 in a path before the app sees it, and without a body.
                "--generation-allow-x00",
                "false",
                "--generation-database",
                "none",
                "--continue-on-failure",
                "--no-color",
                "--report",
                "json",
                "--report-json-path",
                report.toString()));
        return arguments;
    }

    /** What the document's examples name: two enrollments, a CA certificate with its list, and a registration. */
    private void examplesExist() throws IOException {
        String key = Names.key(32);
        String body = "{" + ServiceApi.attestation(key) + "}";
        for (String path : List.of("/enrollments/press-17", "/enrollmentGroups/presses")) {
            Answer deleted = service.delete(path);
            assertTrue(Set.of(204, 404).contains(deleted.status()), deleted::toString);
            Answer made = service.put(path, body);
            assertEquals(200, made.status(), made::toString);
        }
        JsonNode paths = new ObjectMapper().readTree(Python.OPENAPI.toFile()).path("paths");
        for (String path : List.of("", "/crl")) {
            String example = paths.path("/muster/certificates/{name}" + path)
                    .at("/put/requestBody/content/application~1json/example")
                    .toString();
            Answer made = service.replace("/muster/certificates/plant-a" + path, example);
            assertEquals(200, made.status(), made::toString);
        }
        Answer registered = device.provision("press-17", key);
        assertEquals("assigned", registered.text("/status"), registered::toString);
    }

    /** Tokens, one device that may register, since its token is for it alone, and one attempt that was refused. */
    private String configuration() {
        String id = Names.fresh("schemathesis");
        String key = service.individual(id);
        String operation = device.register(id, key).text("/operationId");
        String refused = device.register(Names.fresh("stranger"), key).text("/trackingId");
        return """
                # The document lists each resource's deletion after its other operations.
                [phases.examples]
                operation-ordering = "none"

                # Other methods are RoutesTest's.
                [phases.coverage]
                unexpected-methods = ["trace"]

                [[operations]]
                include-tag = "device"
                headers = { Authorization = "%s" }
                parameters = { idScope = "%s", registrationId = "%s", operationId = "%s" }

                [[operations]]
                exclude-tag = "device"
                headers = { Authorization = "%s" }
                parameters = { trackingId = "%s" }
                """.formatted(device.token(id, key), stack.idScope(), id, operation, service.token(), refused);
    }
}
