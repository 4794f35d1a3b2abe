package io.muster.azure.telemetry;

import io.muster.core.identity.HubHost;
import io.muster.core.limits.OperationCount;
import io.muster.core.telemetry.Metrics;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** DPS's metrics under DPS's names (8.1), and ours. Where no agent or SDK is there, the API does nothing. */
public final class OtelMetrics implements Metrics, OperationCount {
    private static final String SCOPE = "io.muster";
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("ProvisioningServiceName");
    private static final AttributeKey<String> STATUS = AttributeKey.stringKey("Status");
    private static final AttributeKey<String> PROTOCOL = AttributeKey.stringKey("Protocol");
    private static final AttributeKey<String> HUB = AttributeKey.stringKey("IotHubName");
    private static final AttributeKey<String> CODE = AttributeKey.stringKey("ErrorCode");
    private static final AttributeKey<String> WEBHOOK = AttributeKey.stringKey("Webhook");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("Operation");
    private static final AttributeKey<Boolean> BILLED = AttributeKey.booleanKey("Billed");
    private static final AttributeKey<String> CERTIFICATE = AttributeKey.stringKey("Certificate");

    private final Meter meter;
    private final String service;
    private final LongCounter attestations;
    private final LongCounter registrations;
    private final LongCounter assignments;
    private final LongCounter failures;
    private final LongCounter throttled;
    private final LongCounter spared;
    private final LongCounter operations;
    private final LongCounter backups;

    /** @param service the name of this provisioning service */
    public OtelMetrics(OpenTelemetry telemetry, String service) {
        this.meter = telemetry.getMeter(SCOPE);
        this.service = service;
        this.attestations = counter("AttestationAttempts", "Devices that proved themselves on a register, or did not");
        this.registrations = counter("RegistrationAttempts", "Registrations that came to their end");
        this.assignments = counter("DeviceAssignments", "Devices that came to a hub");
        this.failures = counter("RegistrationFailures", "Registrations that failed, by code");
        this.throttled = counter("HubThrottled", "Writes that a hub refused as too many");
        this.spared = counter("WebhookBreakerOpen", "Questions not put to a webhook that does not answer");
        this.operations = counter("Operations", "Calls that were let in, and whether DPS would bill them");
        this.backups = counter("Backups", "Backups that were taken");
    }

    @Override
    public void attestation(boolean success, String protocol) {
        attestations.add(1, Attributes.of(SERVICE, service, STATUS, status(success), PROTOCOL, protocol));
    }

    @Override
    public void registration(Optional<HubHost> hub, boolean success) {
        String name = hub.map(HubHost::name).orElse("");
        registrations.add(1, Attributes.of(SERVICE, service, HUB, name, STATUS, status(success)));
    }

    @Override
    public void assignment(HubHost hub) {
        assignments.add(1, Attributes.of(SERVICE, service, HUB, hub.name()));
    }

    @Override
    public void failure(int code) {
        failures.add(1, Attributes.of(SERVICE, service, CODE, Integer.toString(code)));
    }

    @Override
    public void throttled(HubHost hub) {
        throttled.add(1, Attributes.of(SERVICE, service, HUB, hub.name()));
    }

    @Override
    public void webhookSpared(String webhook) {
        spared.add(1, Attributes.of(SERVICE, service, WEBHOOK, webhook));
    }

    @Override
    public void backup() {
        backups.add(1, Attributes.of(SERVICE, service));
    }

    @Override
    public void add(String route, boolean billed) {
        operations.add(1, Attributes.of(SERVICE, service, OPERATION, route, BILLED, billed));
    }

    /**
     * Shows how many days uploaded certificates are still good for, as often as somebody reads the metrics.
     *
     * @param daysLeft by name; asked by the thread that reads them, where a failure is logged and leaves a gap
     */
    public void watchCertificates(Supplier<Map<String, Double>> daysLeft) {
        var unused = meter.gaugeBuilder("CertificateDaysLeft")
                .setUnit("d")
                .setDescription("Days until a CA certificate expires; negative afterwards")
                .buildWithCallback(gauge -> daysLeft.get()
                        .forEach((name, days) ->
                                gauge.record(days, Attributes.of(SERVICE, service, CERTIFICATE, name))));
    }

    private LongCounter counter(String name, String description) {
        return meter.counterBuilder(name).setDescription(description).build();
    }

    private static String status(boolean success) {
        return success ? "success" : "failure";
    }
}
