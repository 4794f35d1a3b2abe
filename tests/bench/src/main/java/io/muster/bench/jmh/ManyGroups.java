package io.muster.bench.jmh;

import io.muster.bench.SharedAccess;
import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.decision.Trail;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.Groups;
import io.muster.core.enrollment.IssuanceNames;
import io.muster.core.enrollment.Revision;
import io.muster.core.enrollment.Terms;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Groups by symmetric key, numbered in the order of their ids. */
record ManyGroups(List<EnrollmentGroup> all) implements Groups {
    private static final IdScope SCOPE = new IdScope("0ne00BENCH0");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Terms TERMS = new Terms(
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            Optional.empty(),
            IssuanceNames.NONE);

    /** @param prefixed whether each takes only ids that begin with its own */
    static ManyGroups make(int count, boolean prefixed) {
        List<EnrollmentGroup> groups = new ArrayList<>();
        Revision revision = new Revision(new Etag("e"), Instant.now(), Instant.now());
        for (int i = 0; i < count; i++) {
            String id = String.format("g%05d", i);
            Optional<String> prefix = prefixed ? Optional.of(id + "-") : Optional.empty();
            groups.add(new EnrollmentGroup(new GroupId(id), prefix, new SymmetricKeys(key(), key()), TERMS, revision));
        }
        return new ManyGroups(List.copyOf(groups));
    }

    static Secret key() {
        return SymmetricKeys.generate(RANDOM);
    }

    static DeviceToken token(RegistrationId id, Secret key) {
        String resource = SCOPE.text() + "/registrations/" + id.text();
        String token = SharedAccess.token(resource, key, "registration");
        return DeviceToken.check(token, SCOPE, id, Instant.now(), Duration.ZERO, new Trail(id));
    }

    EnrollmentGroup last() {
        return all.get(all.size() - 1);
    }

    @Override
    public List<EnrollmentGroup> latest() {
        return all;
    }

    @Override
    public Optional<EnrollmentGroup> find(GroupId id) {
        return Optional.of(all.get(Integer.parseInt(id.text().substring(1))));
    }
}
