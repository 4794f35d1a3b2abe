package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.infra.BicepFile.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What the templates promise: secure defaults, and figures that the code relies on")
class PromiseTest {
    @ParameterizedTest
    @CsvSource({
        "modules/storage.bicep, account, properties.allowSharedKeyAccess, false",
        "modules/storage.bicep, account, properties.allowBlobPublicAccess, false",
        "modules/storage.bicep, account, properties.minimumTlsVersion, TLS1_2",
        "modules/storage.bicep, account, properties.supportsHttpsTrafficOnly, true",
        "modules/service-bus.bicep, namespace, properties.disableLocalAuth, true",
        "modules/service-bus.bicep, namespace, properties.minimumTlsVersion, 1.2",
        "modules/service-bus.bicep, queue, properties.deadLetteringOnMessageExpiration, true",
        "modules/key-vault.bicep, vault, properties.enableRbacAuthorization, true",
        "modules/key-vault.bicep, vault, properties.enablePurgeProtection, true",
        "modules/flex.bicep, app, properties.httpsOnly, true",
        "modules/flex.bicep, app, properties.siteConfig.minTlsVersion, 1.2",
        "modules/flex.bicep, noScmPasswords, properties.allow, false",
        "modules/premium.bicep, app, properties.httpsOnly, true",
        "modules/premium.bicep, app, properties.siteConfig.minTlsVersion, 1.2",
        "modules/premium.bicep, app, properties.siteConfig.ftpsState, Disabled",
        "modules/premium.bicep, app, properties.clientCertMode, Optional",
        "modules/premium.bicep, noScmPasswords, properties.allow, false",
        "modules/gateway.bicep, machines, properties.upgradePolicy.mode, Rolling",
        "modules/gateway.bicep, machines, properties.upgradePolicy.automaticOSUpgradePolicy.enableAutomaticOSUpgrade, true",
        "modules/gateway.bicep, machines, properties.virtualMachineProfile.securityProfile.securityType, TrustedLaunch",
        "modules/gateway.bicep, machines,"
                + " properties.virtualMachineProfile.osProfile.linuxConfiguration.disablePasswordAuthentication, true",
        "modules/gateway.bicep, balancer, sku.name, Standard",
        "modules/gateway.bicep, address, sku.name, Standard",
    })
    void it_is_so_whatever_the_parameters(String file, String resource, String member, String value) {
        assertEquals(value, written(file, resource, member));
    }

    @Test
    void flex_consumption_is_not_given_what_it_refuses_or_settles_itself() {
        Set<String> names = BicepSettings.template("modules/flex.bicep")
                .tree()
                .identifiers()
                .collect(Collectors.toSet());

        assertTrue(names.contains("minTlsVersion"), names::toString);
        for (String refused : List.of(
                "ftpsState",
                "linuxFxVersion",
                "netFrameworkVersion",
                "use32BitWorkerProcess",
                "preWarmedInstanceCount",
                "functionsRuntimeScaleMonitoringEnabled",
                "functionAppScaleLimit",
                "alwaysOn",
                "vnetRouteAllEnabled")) {
            assertFalse(names.contains(refused), refused);
        }
    }

    @Test
    void in_a_network_premium_scales_by_what_the_app_tells_the_platform() {
        Node told =
                member("modules/premium.bicep", "app", "properties.siteConfig.functionsRuntimeScaleMonitoringEnabled");

        assertTrue(told.identifiers().anyMatch("subnetId"::equals), told::toString);
    }

    @ParameterizedTest
    @CsvSource({"dataStorage, true", "hostStorage, false"})
    void versions_of_blobs_are_kept_of_the_services_data_only(String module, String versioning) {
        Node params = BicepSettings.template("main.bicep").modules().stream()
                .filter(each -> each.name().equals(module))
                .findFirst()
                .flatMap(Part::params)
                .orElseThrow();

        assertEquals(versioning, params.member("versioning").orElseThrow().leaf());
        assertEquals("versioning", written("modules/storage.bicep", "blobService", "properties.isVersioningEnabled"));
    }

    @Test
    void storage_and_vault_close_their_public_side_and_their_firewall_together() {
        for (String[] each :
                new String[][] {{"modules/storage.bicep", "account"}, {"modules/key-vault.bicep", "vault"}}) {
            Node access = member(each[0], each[1], "properties.publicNetworkAccess");
            Node action = member(each[0], each[1], "properties.networkAcls.defaultAction");
            assertEquals(
                    List.of("publicNetwork", "Enabled", "Disabled"),
                    access.leaves().map(Node::leaf).toList());
            assertEquals(
                    List.of("publicNetwork", "Allow", "Deny"),
                    action.leaves().map(Node::leaf).toList());
        }
    }

    @Test
    void the_queue_delivers_as_often_as_the_code_counts() {
        Matcher deliveries = Pattern.compile("DELIVERIES = (\\d+);")
                .matcher(Repository.text("functions/app/src/main/java/io/muster/app/WorkFunctions.java"));
        assertTrue(deliveries.find());
        assertEquals(deliveries.group(1), written("modules/service-bus.bicep", "queue", "properties.maxDeliveryCount"));
    }

    @Test
    void the_java_version_is_the_one_the_app_is_packaged_for() {
        Matcher version =
                Pattern.compile("<javaVersion>(\\d+)</javaVersion>").matcher(Repository.text("functions/app/pom.xml"));
        assertTrue(version.find());
        assertEquals(
                version.group(1), written("modules/flex.bicep", "app", "properties.functionAppConfig.runtime.version"));
        assertEquals(
                "Java|" + version.group(1),
                written("modules/premium.bicep", "app", "properties.siteConfig.linuxFxVersion"));
    }

    @Test
    void files_that_templates_load_are_there_and_none_is_left_over() throws JsonProcessingException {
        List<Path> loaded = new ArrayList<>();
        for (BicepFile file : Bicep.templates().values()) {
            file.tree().all().filter(each -> each.is("call_expression")).forEach(call -> {
                if (call.child(0).text().startsWith("load")) {
                    String path = call.child(1).child(0).literal().orElseThrow();
                    loaded.add(Repository.INFRA
                            .resolve(file.name())
                            .resolveSibling(path)
                            .normalize());
                }
            });
        }
        loaded.forEach(each -> assertTrue(Files.isRegularFile(each), each::toString));
        Repository.files(Repository.INFRA.resolve("kql"), ".kql")
                .forEach(each -> assertTrue(loaded.contains(each), () -> each + " belongs to no alert"));
        String workbook = Repository.text("infra-bicep/workbook.json");
        assertFalse(new ObjectMapper().readTree(workbook).path("items").isEmpty());
    }

    @Test
    void azd_finds_the_templates_and_the_package() {
        String azure = Repository.text("azure.yaml");
        Matcher name = Pattern.compile("<functionAppName>(.+)</functionAppName>")
                .matcher(Repository.text("functions/app/pom.xml"));
        assertTrue(name.find());
        assertTrue(azure.contains("path: infra-bicep\n"), azure);
        assertTrue(azure.contains("dist: functions/app/target/azure-functions/" + name.group(1) + "\n"), azure);
        for (String script : List.of("package", "secrets", "deploy")) {
            assertTrue(Files.isExecutable(Repository.INFRA.resolve(script)), script);
        }
    }

    private static String written(String file, String resource, String path) {
        Node value = member(file, resource, path);
        return value.literal().orElseGet(value::leaf);
    }

    private static Node member(String file, String resource, String path) {
        Part part = BicepSettings.template(file).resources().stream()
                .filter(each -> each.name().equals(resource))
                .findFirst()
                .orElseThrow();
        Node value = part.body();
        for (String step : path.split("\\.", -1)) {
            value = value.member(step)
                    .orElseThrow(() -> new AssertionError(file + ": " + resource + " has no " + path));
        }
        return value;
    }
}
