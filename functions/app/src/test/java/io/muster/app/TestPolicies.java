package io.muster.app;

import io.muster.core.access.AccessRight;
import io.muster.core.access.SasPolicy;
import io.muster.core.identity.Secret;
import io.muster.core.testkit.TestData;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The shared access policies of the app under test: one with all rights, one that reads, and one for each right alone. */
final class TestPolicies {
    private TestPolicies() {}

    static List<SasPolicy> all() {
        List<SasPolicy> policies = new ArrayList<>();
        policies.add(new SasPolicy(
                "owner", key("owner"), key("owner/2"), EnumSet.complementOf(EnumSet.of(AccessRight.POLICY_KEYS))));
        policies.add(new SasPolicy("reader", key("reader"), key("reader/2"), Set.of(AccessRight.ENROLLMENT_READ)));
        for (AccessRight right : EnumSet.complementOf(EnumSet.of(AccessRight.POLICY_KEYS))) {
            policies.add(holderOf(right));
        }
        return policies;
    }

    static SasPolicy holderOf(AccessRight right) {
        return new SasPolicy(right.wire(), key(right.wire()), key(right.wire() + "/2"), Set.of(right));
    }

    static Secret key(String policy) {
        return TestData.key("policy " + policy);
    }

    /** Those of the service, and one with the right that only a role can give. */
    static List<SasPolicy> accepted(List<SasPolicy> ofTheService) {
        return Stream.concat(ofTheService.stream(), Stream.of(holderOf(AccessRight.POLICY_KEYS)))
                .toList();
    }
}
