package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.azure.telemetry.OtelMetrics;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.deprovision.DeprovisionPolicy;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.telemetry.Metrics;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryExchanges;
import io.muster.core.testkit.SoftTpm;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import io.muster.core.webhook.Exchange;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("8.1, 8.6: DPS's metrics, their names, dimensions and values, as an exporter sees them")
class MetricsTest {
    private static final FakeDevice DEVICE = FakeDevice.withKey("dev-1", TestData.key("dev-1/1"));
    private static final String ATTESTED =
            "AttestationAttempts{ProvisioningServiceName=dps, Protocol=Http, Status=success}";
    private static final String REFUSED =
            "AttestationAttempts{ProvisioningServiceName=dps, Protocol=Http, Status=failure}";
    private static final String REGISTERED =
            "RegistrationAttempts{ProvisioningServiceName=dps, IotHubName=hub-a.azure-devices.net, Status=success}";
    private static final String ASSIGNED =
            "DeviceAssignments{ProvisioningServiceName=dps, IotHubName=hub-a.azure-devices.net}";

    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final OtelMetrics metrics = new OtelMetrics(
            OpenTelemetrySdk.builder()
                    .setMeterProvider(SdkMeterProvider.builder()
                            .registerMetricReader(reader)
                            .build())
                    .build(),
            "dps");
    private final TestApp app = new TestApp(DeprovisionPolicy.NONE, metrics);

    private void enrolled(TermsBuilder terms) {
        app.individuals().put(TestData.individual("dev-1", terms));
    }

    /** Every series that was exported, with its sum. */
    private Map<String, Long> exported() {
        return reader.collectAllMetrics().stream()
                .flatMap(metric -> metric.getLongSumData().getPoints().stream()
                        .map(point -> Map.entry(
                                metric.getName()
                                        + Stream.of(
                                                        "ProvisioningServiceName",
                                                        "IotHubName",
                                                        "Protocol",
                                                        "Status",
                                                        "ErrorCode",
                                                        "Webhook",
                                                        "Operation",
                                                        "Billed")
                                                .flatMap(name -> point.getAttributes().asMap().entrySet().stream()
                                                        .filter(it -> it.getKey()
                                                                .getKey()
                                                                .equals(name))
                                                        .map(it -> name + "=" + it.getValue()))
                                                .collect(Collectors.joining(", ", "{", "}")),
                                point.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    @Test
    void oneSuccessIsBothAttemptsAndAnAssignment() {
        enrolled(TermsBuilder.terms());

        assertEquals(202, app.register(DEVICE).status());

        assertEquals(Map.of(ATTESTED, 1L, REGISTERED, 1L, ASSIGNED, 1L), exported());
    }

    @Test
    void aSecondRegisterAssignsNobodyAnew() {
        enrolled(TermsBuilder.terms());

        assertEquals(202, app.register(DEVICE).status());
        assertEquals(202, app.register(DEVICE).status());

        assertEquals(Map.of(ATTESTED, 2L, REGISTERED, 2L, ASSIGNED, 1L), exported());
    }

    @Test
    void oneFailedAttestationIsOneFailureAndNoRegistration() {
        enrolled(TermsBuilder.terms());

        Response wrongKey = app.register(FakeDevice.withKey("dev-1", TestData.key("another")));
        Response unknown = app.register(FakeDevice.withKey("dev-2", TestData.key("another")));

        assertEquals(401, wrongKey.status());
        assertEquals(401, unknown.status());
        assertEquals(Map.of(REFUSED, 2L), exported());
    }

    @Test
    void aTpmsFirst401IsNoAttempt() {
        SoftTpm tpm = SoftTpm.make();
        IndividualEnrollment keyed = TestData.individual("dev-1", TermsBuilder.terms());
        app.individuals()
                .put(new IndividualEnrollment(
                        new RegistrationId("dev-1"),
                        keyed.deviceId(),
                        new TpmKeys(tpm.ek(), Optional.empty()),
                        keyed.terms(),
                        Optional.empty(),
                        keyed.revision()));

        Response challenge = app.call(
                "PUT",
                TestApp.device("dev-1") + "/register" + TestApp.VERSION,
                "{\"registrationId\":\"dev-1\",\"tpm\":{\"endorsementKey\":\"" + tpm.ek() + "\",\"storageRootKey\":\""
                        + tpm.srk() + "\"}}",
                Map.of("content-type", TestApp.JSON));

        assertEquals(401, challenge.status(), challenge.body());
        assertTrue(challenge.body().contains("authenticationKey"), challenge.body());
        assertEquals(Map.of(), exported());
        String line = app.lines().get(0);
        assertTrue(line.contains("\"ResultType\":\"Success\""), line);
        assertTrue(line.contains("\"OperationName\":\"AttestationAttempt\""), line);
    }

    @Test
    void aDisabledDeviceHasProvedItselfAndIsNotRegistered() {
        enrolled(TermsBuilder.terms().disabled());

        assertEquals(202, app.register(DEVICE).status());

        assertEquals(
                Map.of(
                        ATTESTED,
                        1L,
                        "RegistrationAttempts{ProvisioningServiceName=dps, IotHubName=, Status=failure}",
                        1L),
                exported());
    }

    @Test
    void whereNoHubIsLeftTheRegistrationFailsWithItsCode() {
        enrolled(TermsBuilder.terms().hubs("hub-x"));

        assertEquals(202, app.register(DEVICE).status());

        Map<String, Long> exported = exported();
        assertEquals(1L, exported.get(ATTESTED));
        assertEquals(
                1L, exported.get("RegistrationAttempts{ProvisioningServiceName=dps, IotHubName=, Status=failure}"));
        assertTrue(
                exported.keySet().stream().anyMatch(it -> it.startsWith("RegistrationFailures")), exported::toString);
    }

    @Test
    void pollsLooksAndMalformedRequestsCountNothing() {
        enrolled(TermsBuilder.terms());
        assertEquals(
                404,
                app.as(DEVICE, "GET", TestApp.device("dev-1") + "/operations/none" + TestApp.VERSION, "")
                        .status());
        assertEquals(
                404,
                app.as(DEVICE, "POST", TestApp.device("dev-1") + TestApp.VERSION, "")
                        .status());
        assertEquals(
                400,
                app.as(DEVICE, "PUT", TestApp.device("dev-1") + "/register" + TestApp.VERSION, "{")
                        .status());

        assertEquals(Map.of(), exported());
    }

    @Test
    void aWebhookThatIsLeftAloneIsCountedAndOneThatIsAskedIsNot() {
        MeteredExchanges log = new MeteredExchanges(new InMemoryExchanges(), metrics);

        log.record(List.of(exchange(0), exchange(1)));

        assertEquals(Map.of("WebhookBreakerOpen{ProvisioningServiceName=dps, Webhook=hook.example/a}", 1L), exported());
        assertEquals(2, log.of(new RegistrationId("dev-1")).size());
    }

    private static Exchange exchange(int tried) {
        return new Exchange(
                TestData.NOW,
                new RegistrationId("dev-1"),
                new OperationId("1.2"),
                "hook.example/a",
                1,
                tried,
                Optional.empty(),
                Duration.ZERO,
                "",
                Optional.of(400207),
                0,
                0,
                "");
    }

    @Test
    void certificatesShowTheDaysTheyHaveLeft() {
        metrics.watchCertificates(() -> Map.of("plant-a", 12.5));

        MetricData gauge = reader.collectAllMetrics().iterator().next();

        assertEquals("CertificateDaysLeft", gauge.getName());
        assertEquals(
                12.5, gauge.getDoubleGaugeData().getPoints().iterator().next().getValue());
    }

    @Test
    void operationsAreCountedByRouteAndByWhetherTheyAreBilled() {
        metrics.add("PUT /enrollments/{id}", true);
        metrics.add("PUT /enrollments/{id}", true);
        metrics.add("GET /muster/audit", false);

        assertEquals(
                Map.of(
                        "Operations{ProvisioningServiceName=dps, Operation=PUT /enrollments/{id}, Billed=true}", 2L,
                        "Operations{ProvisioningServiceName=dps, Operation=GET /muster/audit, Billed=false}", 1L),
                exported());
    }

    @Test
    void withoutAnSdkNothingHappens() {
        Metrics silent = new OtelMetrics(OpenTelemetry.noop(), "dps");

        silent.attestation(true, "Http");
        silent.registration(Optional.empty(), false);

        assertEquals(Map.of(), exported());
    }
}
