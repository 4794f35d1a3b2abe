package io.muster.conformance.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.conformance.http.Names;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 4.3: the vendor's management SDK takes a CA certificate through its whole life")
final class ManagementSdkTest {
    private final LocalStack stack;
    private final String service;

    ManagementSdkTest(LocalStack stack) {
        this.stack = stack;
        this.service = stack.serviceHost().split("\\.", 2)[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022-02-05", "2026-11-01"})
    @DisplayName("Upload, proof of possession, etags at every step, removal; refusals are errors with the code")
    void life(String version, @TempDir Path folder) throws IOException, InterruptedException {
        String name = Names.fresh("ca");

        JsonNode result = run(version, name, folder);

        assertTrue(
                result.path("id")
                        .asText()
                        .endsWith("/resourceGroups/factory-rg/providers/Microsoft.Devices/provisioningServices/"
                                + service + "/certificates/" + name),
                result::toString);
        assertEquals(
                "Microsoft.Devices/ProvisioningServices/Certificates",
                result.path("type").asText());
        assertEquals("CN=" + name, result.path("subject").asText());
        assertTrue(result.path("thumbprint").asText().matches("[0-9A-F]{40}"), result::toString);
        assertTrue(result.path("code").asText().matches("[0-9A-F]{48}"), result::toString);
        requireNear(Duration.ofDays(30), result.path("expiry").asText());
        requireNear(Duration.ZERO, result.path("created").asText());
        for (String truth : List.of("unverified", "listed", "sameEtag", "verified", "vouchedFor")) {
            assertTrue(result.path(truth).asBoolean(), () -> truth + ": " + result);
        }
        assertEquals(4, result.path("etags").asInt(), "rule 9.5");
        requireRefusal(result, "missing", "HttpResponseError", 400004);
        requireRefusal(result, "stale", "ResourceModifiedError", 412001);
        requireRefusal(result, "wrongCode", "HttpResponseError", 400053);
        requireRefusal(result, "wrongKey", "HttpResponseError", 400053);
        requireRefusal(result, "staleDelete", "ResourceModifiedError", 412001);
        requireRefusal(result, "gone", "ResourceNotFoundError", 404211);
        requireRefusal(result, "otherService", "ResourceNotFoundError", 404001);
        requireRefusal(result, "forbidden", "HttpResponseError", 403001);
    }

    private JsonNode run(String version, String name, Path folder) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "MUSTER_NAME",
                name,
                "MUSTER_SERVICE_NAME",
                service,
                "MUSTER_BASE",
                stack.edge().toString(),
                "MUSTER_API_VERSION",
                version,
                "MUSTER_TOKEN",
                stack.issuer().token("configurator"),
                "MUSTER_READER",
                stack.issuer().token("reader"),
                "NO_PROXY",
                "localhost");
        Python.Ended ended = new Python(stack)
                .run(
                        "python",
                        folder,
                        List.of(Python.FOLDER.resolve("management.py").toString()),
                        environment);
        assertEquals(0, ended.exit(), ended::errors);
        return new ObjectMapper().readTree(ended.out());
    }

    private static void requireRefusal(JsonNode result, String use, String type, int code) {
        assertEquals(
                "[\"" + type + "\"," + code / 1000 + "," + code + "]",
                result.path(use).toString(),
                () -> use + result);
    }

    private static void requireNear(Duration ahead, String time) {
        Duration off = Duration.between(
                Instant.now().plus(ahead), OffsetDateTime.parse(time).toInstant());
        assertTrue(off.abs().compareTo(Duration.ofMinutes(2)) < 0, time);
    }
}
