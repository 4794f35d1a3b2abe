package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntityUpdateMode;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.Secret;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ADR 6: the secret that TPM challenges and hub keys are derived from (seams.md 8)")
class TableServiceSecretTest {
    private final IdScope scope = Instance.freshScope();
    private final Row.Key key = new Keys(scope).serviceSecret();

    @Test
    @DisplayName("of many instances that ask for it at once, all have the same one, and so has an instance to come")
    void oneForAll() {
        List<Supplier<Secret>> instances = IntStream.range(0, 6)
                .mapToObj(i -> new Instance(scope).stores.serviceSecret())
                .toList();

        List<String> secrets = Race.of(instances, instance -> base64(instance.get()));

        assertEquals(1, secrets.stream().distinct().count());
        assertEquals(32, Base64.getDecoder().decode(secrets.get(0)).length);
        assertEquals(
                secrets.get(0),
                base64(new Instance(scope).stores.serviceSecret().get()),
                "after a restart");
    }

    @Test
    @DisplayName("each scope has one of its own")
    void onePerScope() {
        assertNotEquals(
                base64(new Instance(scope).stores.serviceSecret().get()),
                base64(new Instance(Instance.freshScope())
                        .stores
                        .serviceSecret()
                        .get()));
    }

    @Test
    @DisplayName("its row holds it sealed, in no readable form")
    void sealed() {
        Secret secret = new Instance(scope).stores.serviceSecret().get();

        String row = Instance.raw(Keys.SERVICE)
                .getEntity(key.partition(), key.row())
                .getProperties()
                .toString();

        assertTrue(row.contains("Secret=v1."), "no sealed value was looked at");
        String bare = base64(secret).replace("=", "");
        for (String form : List.of(
                bare,
                bare.replace('+', '-').replace('/', '_'),
                HexFormat.of().formatHex(secret.reveal()),
                HexFormat.of().formatHex(secret.reveal()).toUpperCase(Locale.ROOT))) {
            assertFalse(row.contains(form), "the secret lies in the clear");
        }
    }

    @Test
    @DisplayName("a process reads it once")
    void readOnce() {
        Secret unused = new Instance(scope).stores.serviceSecret().get();
        Instance instance = new Instance(scope);
        Supplier<Secret> secret = instance.stores.serviceSecret();

        List<String> all = Race.of(Collections.nCopies(4, secret), asked -> base64(asked.get()));
        long reads =
                instance.traffic.taken().stream().filter("GET service"::equals).count();
        String later = base64(secret.get());

        assertEquals(List.of(later), all.stream().distinct().toList());
        // Its row and the data key's.
        assertEquals(2, reads);
        assertEquals(List.of(), instance.traffic.taken());
    }

    @Test
    @DisplayName("one whose row was changed is an error, never replaced: every TPM device hangs on it")
    void damaged() {
        Secret unused = new Instance(scope).stores.serviceSecret().get();
        String sealed = Instance.rawRow(Keys.SERVICE, key).text("Secret");
        char last = sealed.charAt(sealed.length() - 5);
        String changed = sealed.substring(0, sealed.length() - 5)
                + (last == 'A' ? 'B' : 'A')
                + sealed.substring(sealed.length() - 4);
        Row row = Row.at(key).put("Secret", changed);
        Instance.raw(Keys.SERVICE).updateEntity(row.entity(), TableEntityUpdateMode.MERGE);

        Supplier<Secret> secret = new Instance(scope).stores.serviceSecret();

        assertThrows(IllegalStateException.class, secret::get);
        assertEquals(changed, Instance.rawRow(Keys.SERVICE, key).text("Secret"));
    }

    private static String base64(Secret secret) {
        return Base64.getEncoder().encodeToString(secret.reveal());
    }
}
