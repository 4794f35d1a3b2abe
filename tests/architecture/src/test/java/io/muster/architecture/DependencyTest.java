package io.muster.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Who may know whom")
class DependencyTest {
    private static final String CORE = "io.muster.core.";
    /** Each package of core, and the others of core that it may know. */
    private static final Map<String, List<String>> INSIDE_CORE = new TreeMap<>(Map.ofEntries(
            entry(
                    "registration",
                    "levelling",
                    "telemetry",
                    "webhook",
                    "enrollment",
                    "attestation",
                    "tpm",
                    "certificate",
                    "decision",
                    "allocation",
                    "hub",
                    "edge",
                    "problem",
                    "identity"),
            entry(
                    "enrollment",
                    "attestation",
                    "tpm",
                    "certificate",
                    "decision",
                    "allocation",
                    "hub",
                    "problem",
                    "identity"),
            entry("deprovision", "registration", "enrollment", "hub", "listing", "problem", "identity"),
            entry("webhook", "enrollment", "attestation", "decision", "allocation", "hub", "problem", "identity"),
            entry("audit", "listing", "problem", "identity"),
            entry("backup", "encryption", "problem", "identity"),
            entry("access", "attestation", "problem", "identity"),
            entry("service", "access", "allocation", "hub", "problem", "identity"),
            entry("tpm", "attestation", "decision", "problem", "identity"),
            entry("certificate", "attestation", "decision", "problem", "identity"),
            entry("attestation", "decision", "problem", "identity"),
            entry("decision", "problem", "identity"),
            entry("allocation", "geo", "hub", "identity"),
            entry("encryption", "problem", "identity"),
            entry("levelling", "hub", "problem", "identity"),
            entry("limits", "problem", "identity"),
            entry("hub", "identity"),
            entry("telemetry", "identity"),
            entry("listing"),
            entry("query"),
            entry("edge"),
            entry("geo"),
            entry("problem"),
            entry("identity")));

    private static Map.Entry<String, List<String>> entry(String name, String... known) {
        return Map.entry(name, List.of(known));
    }

    @Test
    void core_knows_the_jdk_and_bouncy_castle_only() {
        classes()
                .that()
                .resideInAPackage("io.muster.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.muster.core..",
                        "java..",
                        "javax.crypto..",
                        "javax.security.auth.x500..",
                        "org.bouncycastle..",
                        "org.jspecify..")
                .check(House.CLASSES);
    }

    static Stream<String> packagesOfCore() {
        return INSIDE_CORE.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packagesOfCore")
    void inside_core_a_package_knows_those_below_it_only(String name) {
        List<String> known = Stream.concat(Stream.of(name), INSIDE_CORE.getOrDefault(name, List.of()).stream())
                .map(each -> CORE + each)
                .toList();
        noClasses()
                .that()
                .resideInAPackage(CORE + name)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.muster..").and(not(resideInAnyPackage(known.toArray(new String[0])))))
                .check(House.CLASSES);
    }

    @Test
    void the_table_of_core_is_complete() {
        assertEquals(
                INSIDE_CORE.keySet().stream().map(name -> CORE + name).collect(Collectors.toSet()),
                House.CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(CORE))
                        .collect(Collectors.toSet()));
    }

    @Test
    void adapters_know_core_and_never_each_other_or_the_app() {
        for (String adapter :
                List.of("backup", "entra", "iothub", "keyvault", "servicebus", "tables", "telemetry", "webhook")) {
            noClasses()
                    .that()
                    .resideInAPackage("io.muster.azure." + adapter + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.muster..")
                            .and(not(resideInAnyPackage(
                                    "io.muster.core..",
                                    "io.muster.azure.http..",
                                    "io.muster.azure." + adapter + ".."))))
                    .check(House.CLASSES);
        }
    }

    @Test
    void the_gateway_reaches_the_app_over_http_only() {
        noClasses()
                .that()
                .resideInAPackage("io.muster.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.muster.app..", "io.muster.azure..")
                .check(House.CLASSES);
    }

    @Test
    void the_fleet_command_knows_the_service_by_its_api_only() {
        classes()
                .that()
                .resideInAPackage("io.muster.fleet..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.muster.fleet..",
                        "java..",
                        "javax.crypto..",
                        "javax.net.ssl..",
                        "com.fasterxml.jackson..",
                        "org.yaml.snakeyaml..",
                        "org.jspecify..")
                .check(House.CLASSES);
    }

    @Test
    void only_composition_and_its_connections_construct_adapters() {
        noClasses()
                .that()
                .resideInAPackage("io.muster.app..")
                .and()
                .doNotHaveFullyQualifiedName("io.muster.app.Composition")
                .and()
                .doNotHaveFullyQualifiedName("io.muster.app.Connections")
                .should()
                .callConstructorWhere(JavaCall.Predicates.target(
                        HasOwner.Predicates.With.owner(resideInAPackage("io.muster.azure.."))))
                .check(House.CLASSES);
    }

    @Test
    void json_is_read_and_written_at_the_rim_only() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.muster.app.wire..", "io.muster.app.settings..", "io.muster.azure..", "io.muster.fleet..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(House.CLASSES);
    }

    @Test
    void no_package_is_in_a_cycle() {
        slices().matching("io.muster.(**)").should().beFreeOfCycles().check(House.CLASSES);
    }
}
