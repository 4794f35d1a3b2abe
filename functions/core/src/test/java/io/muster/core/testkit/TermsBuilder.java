package io.muster.core.testkit;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.CustomAllocation;
import io.muster.core.enrollment.InitialTwin;
import io.muster.core.enrollment.IssuanceNames;
import io.muster.core.enrollment.ReprovisionPolicy;
import io.muster.core.enrollment.Terms;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Terms that say nothing but what a test has them say: enabled, and all else left to the service. */
public final class TermsBuilder {
    private boolean enabled = true;
    private Optional<ReprovisionPolicy> reprovisionPolicy = Optional.empty();
    private Optional<AllocationPolicy> allocationPolicy = Optional.empty();
    private Optional<CustomAllocation> customAllocation = Optional.empty();
    private List<HubHost> hubs = List.of();
    private Optional<HubHost> legacyHub = Optional.empty();
    private boolean iotEdge;
    private Optional<InitialTwin> initialTwin = Optional.empty();

    private TermsBuilder() {}

    public static TermsBuilder terms() {
        return new TermsBuilder();
    }

    public TermsBuilder disabled() {
        enabled = false;
        return this;
    }

    public TermsBuilder reprovision(ReprovisionPolicy policy) {
        reprovisionPolicy = Optional.of(policy);
        return this;
    }

    public TermsBuilder allocation(AllocationPolicy policy) {
        allocationPolicy = Optional.of(policy);
        return this;
    }

    /** The policy custom, with a webhook of this address. */
    public TermsBuilder webhook(String url) {
        customAllocation =
                Optional.of(new CustomAllocation(Secret.of(url.getBytes(StandardCharsets.UTF_8)), "2021-10-01"));
        return allocation(AllocationPolicy.CUSTOM);
    }

    /** Named hubs, by the first label of their hosts. */
    public TermsBuilder hubs(String... labels) {
        hubs = Stream.of(labels).map(TestData::host).toList();
        return this;
    }

    /** The old {@code iotHubHostName}. */
    public TermsBuilder legacyHub(String label) {
        legacyHub = Optional.of(TestData.host(label));
        return this;
    }

    public TermsBuilder edge() {
        iotEdge = true;
        return this;
    }

    public TermsBuilder initialTwin(HubTwin twin) {
        initialTwin = Optional.of(new InitialTwin(new JsonText("{}"), twin));
        return this;
    }

    public Terms build() {
        return new Terms(
                enabled,
                reprovisionPolicy,
                allocationPolicy,
                customAllocation,
                hubs,
                legacyHub,
                iotEdge,
                initialTwin,
                IssuanceNames.NONE);
    }
}
