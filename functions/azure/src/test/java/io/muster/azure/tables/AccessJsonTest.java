package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.core.access.AccessRules;
import io.muster.core.access.IpFilter;
import io.muster.core.access.IpFilterRule;
import io.muster.core.access.IpFilterRule.Action;
import io.muster.core.access.IpFilterRule.Target;
import io.muster.core.identity.IdScope;
import io.muster.core.problem.Problem;
import io.muster.core.service.ServiceSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("issue 6.2: who is let in, as a column of the settings")
class AccessJsonTest {
    private static final AccessRules RULES = new AccessRules(
            true,
            new IpFilter(List.of(
                    new IpFilterRule("a\"b", Action.ACCEPT, "192.0.2.0/24", Target.SERVICE_API),
                    new IpFilterRule("rest", Action.REJECT, "0.0.0.0/0", Target.DEVICE_API))));

    @Test
    void it_comes_back_as_it_was() {
        assertEquals(RULES, AccessJson.read(AccessJson.write(RULES)));
        assertEquals(AccessRules.OPEN, AccessJson.read(AccessJson.write(AccessRules.OPEN)));
    }

    @Test
    @DisplayName("settings written before there were such rules let in whoever proves himself")
    void former() {
        Row row = new SettingsRows(new Keys(new IdScope("0ne0001"))).write(ServiceSettings.INITIAL);
        row.entity().getProperties().remove("Access");
        assertEquals(
                AccessRules.OPEN,
                new SettingsRows(new Keys(new IdScope("0ne0001"))).read(row).access());
    }

    @Test
    @DisplayName("another column that does not read opens no door")
    void besideDamage() {
        SettingsRows rows = new SettingsRows(new Keys(new IdScope("0ne0001")));
        ServiceSettings initial = ServiceSettings.INITIAL;
        Row row = rows.write(new ServiceSettings(
                        initial.allocationPolicy(), initial.location(), initial.tags(), RULES, initial.etag()))
                .put("AllocationPolicy", "of a later release");
        assertEquals(RULES, rows.read(row).access());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CIDR", "192.0.2.0/99", "Drop", "x"})
    @DisplayName("where it does not read nobody passes, and signatures stay off")
    void damaged(String damage) {
        String column = AccessJson.write(RULES);
        AccessRules read = AccessJson.read(
                switch (damage) {
                    case "Drop" -> column.replace("Accept", damage);
                    case "x" -> column.substring(0, column.length() - 2);
                    default -> column.replace("192.0.2.0/24", damage);
                });
        assertEquals(true, read.localAuthDisabled());
        for (Target api : List.of(Target.SERVICE_API, Target.DEVICE_API)) {
            assertThrows(Problem.class, () -> read.ipFilter().require(api, Optional.empty()));
        }
    }
}
