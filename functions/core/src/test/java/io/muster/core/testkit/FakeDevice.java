package io.muster.core.testkit;

import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A device that knows its id scope, its id in one spelling and its key, and signs as the SDKs do. */
public record FakeDevice(String scope, String id, Secret key, String slash) {
    /** A device with a key of its own. */
    public static FakeDevice withKey(String id, Secret key) {
        return new FakeDevice(TestData.SCOPE.text(), id, key, "%2F");
    }

    /** A group's member: its key is derived from the id exactly as spelled here. */
    public static FakeDevice member(String id, Secret groupKey) {
        return withKey(id, Secret.of(Sas.hmac(groupKey, id)));
    }

    /** The same device with another way of writing the slashes in {@code sr}: {@code %2F}, {@code %2f} or bare. */
    public FakeDevice writingSlashAs(String text) {
        return new FakeDevice(scope, id, key, text);
    }

    /** The same key under another spelling of the id. */
    public FakeDevice spelled(String spelling) {
        return new FakeDevice(scope, spelling, key, slash);
    }

    public RegistrationId registrationId() {
        return new RegistrationId(id);
    }

    public Sas sas(Instant expiry) {
        return Sas.of(scope + slash + "registrations" + slash + id, key, expiry);
    }

    /** An Authorization header that holds for an hour. */
    public Optional<String> authorization(InstantSource clock) {
        return Optional.of(sas(clock.instant().plus(Duration.ofHours(1))).header());
    }
}
