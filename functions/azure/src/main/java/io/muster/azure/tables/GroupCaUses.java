package io.muster.azure.tables;

import io.muster.core.attestation.CaReferences;
import io.muster.core.certificate.CaName;
import io.muster.core.certificate.CaUses;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.identity.GroupId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who names which CA, read from a snapshot that is looked for anew with each call. */
record GroupCaUses(ServiceCache cache) implements CaUses {
    @Override
    public Map<CaName, List<GroupId>> now() {
        Map<CaName, List<GroupId>> users = new HashMap<>();
        for (EnrollmentGroup group : cache.latest().groups()) {
            if (group.attestation() instanceof CaReferences references) {
                for (CaName name : names(references)) {
                    users.computeIfAbsent(name, it -> new ArrayList<>()).add(group.groupId());
                }
            }
        }
        return users;
    }

    private static Set<CaName> names(CaReferences references) {
        return Stream.of(references.primary(), references.secondary())
                .flatMap(it -> it.flatMap(CaName::parse).stream())
                .collect(Collectors.toSet());
    }
}
