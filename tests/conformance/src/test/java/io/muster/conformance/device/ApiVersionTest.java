package io.muster.conformance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("seams 4: api-versions")
final class ApiVersionTest {
    private static final List<String> SERVICE = List.of(
            "2018-04-01",
            "2018-09-01-preview",
            "2018-11-01",
            "2019-03-31",
            "2021-06-01",
            "2021-10-01",
            "2021-11-01-preview",
            "2025-07-01-preview",
            "2026-11-01");
    private static final String EDGE = "2019-04-15";

    private final DeviceApi devices;
    private final ServiceApi service;
    private final String id = Names.fresh("version");

    ApiVersionTest(LocalStack stack) {
        this.devices = new DeviceApi(stack);
        this.service = new ServiceApi(stack);
    }

    @Test
    @DisplayName("seams 4, clients.md 16: every device version registers and polls")
    void deviceVersions() {
        String key = service.individual(id);
        List<String> versions = new ArrayList<>(SERVICE);
        versions.add(EDGE);
        for (String version : versions) {
            Answer answer = register(id, key, "?api-version=" + version);
            assertEquals(202, answer.status(), () -> version + ": " + answer);
        }
    }

    @Test
    @DisplayName("seams 4: every service version reads an enrollment; IoT Edge's is none of them")
    void serviceVersions() {
        assertFalse(service.individual(id).isEmpty());
        for (String version : SERVICE) {
            Answer answer = read("?api-version=" + version);
            assertEquals(200, answer.status(), () -> version + ": " + answer);
        }
        assertEquals(400, read("?api-version=" + EDGE).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?api-version=",
                "?api-version=2019-03-30",
                "?api-version=latest",
                "?version=2019-03-31",
                "?api-version=%32019-03-31x",
                "?api-version=2019-03-31&api-version=2021-06-01"
            })
    @DisplayName("seams 4: any other version, or none, is 400 that lists those there are")
    void others(String query) {
        String key = service.individual(id);
        Answer device = register(id, key, query);
        Answer enrollment = read(query);

        for (Answer answer : new Answer[] {device, enrollment}) {
            assertEquals(400, answer.status(), answer::toString);
            SERVICE.forEach(version -> assertTrue(answer.text("/message").contains(version), answer::toString));
        }
    }

    private Answer register(String device, String key, String query) {
        return devices.send(Call.of("PUT", devices.path(device) + "/register" + query)
                .json("{}")
                .with("Authorization", devices.token(device, key)));
    }

    private Answer read(String query) {
        return service.authorized(Call.of("GET", "/enrollments/" + id + query));
    }
}
