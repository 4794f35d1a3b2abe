package io.muster.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("House rules that no compiler knows; each is seen to fail on a planted defect")
class StyleTest {
    private static final int MOST_LINES = 350;

    private static final ArchRule CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("the clock is passed in");
    private static final ArchRule ENVIRONMENT = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.muster.app.Composition")
            .and()
            .doNotHaveFullyQualifiedName("io.muster.app.Instances")
            .and()
            .doNotHaveFullyQualifiedName("io.muster.gateway.GatewayMain")
            .and()
            .doNotHaveFullyQualifiedName("io.muster.fleet.FleetMain")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("settings are read once, at the top");
    private static final ArchRule RANDOM_IDS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.muster.app.FrontDoor")
            .and()
            .doNotHaveFullyQualifiedName("io.muster.gateway.refusal.RefusalAnswer")
            .should()
            .callMethod(UUID.class, "randomUUID")
            .because("randomness is passed in, but for tracking ids");
    private static final ArchRule COMPARISON = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.muster.core.attestation..",
                    "io.muster.core.access..",
                    "io.muster.core.identity..",
                    "io.muster.architecture..")
            .should()
            .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
            .because("secrets are compared in constant time, with MessageDigest.isEqual");
    private static final ArchRule FIELDS =
            fields().that().arePublic().should().beStatic().andShould().beFinal();
    private static final ArchRule NAMES = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
            .orShould()
            .haveNameMatching(".*[.$](Abstract|Base[A-Z])[^.$]*");

    @Test
    void what_is_banned_is_not_called_outside_its_place() {
        for (ArchRule rule : List.of(CLOCK, ENVIRONMENT, RANDOM_IDS, COMPARISON, FIELDS, NAMES)) {
            rule.check(House.CLASSES);
            assertThrows(
                    AssertionError.class, () -> rule.check(House.planted(BaseManager.class)), rule.getDescription());
        }
    }

    @Test
    void every_package_is_null_marked() throws IOException {
        Set<Path> packages = House.sources().stream().map(Path::getParent).collect(Collectors.toSet());
        List<Path> unmarked = new ArrayList<>();
        for (Path each : packages) {
            Path info = each.resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("\n@NullMarked\n")) {
                unmarked.add(each);
            }
        }
        // Its main and test packages share a name, and main's mark serves for both where there is one.
        unmarked.removeIf(each -> Files.exists(
                Path.of(each.toString().replace("/src/test/", "/src/main/")).resolve("package-info.java")));
        assertEquals(List.of(), unmarked);
        assertTrue(packages.size() > 30, packages.toString());
    }

    @Test
    void no_file_is_longer_than_350_lines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : House.sources()) {
            int lines = Files.readAllLines(source).size();
            if (lines > MOST_LINES) {
                tooLong.add(source + " has " + lines);
            }
        }
        assertEquals(List.of(), tooLong);
    }

    /** All the defects at once. */
    static final class BaseManager {
        public String field = "";

        boolean defects() {
            return Instant.now().isAfter(Instant.EPOCH)
                    && System.getenv().isEmpty()
                    && UUID.randomUUID().version() == 4
                    && Arrays.equals(new byte[1], new byte[2]);
        }
    }
}
