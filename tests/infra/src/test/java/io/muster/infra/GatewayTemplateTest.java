package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.infra.BicepFile.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The gateway's templates agree with the gateway, its script and the app's settings")
class GatewayTemplateTest {
    private static final BicepFile MAIN = BicepSettings.template("main.bicep");
    private static final BicepFile GATEWAY = BicepSettings.template("modules/gateway.bicep");
    private static final String INSTALL = Repository.text("infra-bicep/gateway/install");

    @Test
    void it_is_off_unless_it_is_asked_for_and_then_all_of_it() {
        assertEquals(
                "false",
                Objects.requireNonNull(MAIN.params().get("gatewayMachines"))
                        .initial()
                        .orElseThrow()
                        .leaf());
        List<Part> parts = MAIN.modules().stream()
                .filter(each -> each.name().startsWith("gateway"))
                .toList();
        assertEquals(6, parts.size());
        for (Part each : parts) {
            Node condition = each.value().children().get(0);
            assertTrue(each.value().is("if_statement"), each::name);
            assertTrue(condition.identifiers().anyMatch("gatewayMachines"::equals), each::name);
        }
    }

    @Test
    void the_app_believes_it_and_hears_nobody_else() {
        Node behind = Objects.requireNonNull(MAIN.variables().get("behindGateway"));
        assertEquals(List.of("gateway", "gatewayMachines"), behind.identifiers().toList());
        for (String setting : List.of("MUSTER_EDGE_KEYS", "MUSTER_FRONT_END")) {
            Node value = Objects.requireNonNull(BicepSettings.always().get(setting));
            assertTrue(reaches(value, "behindGateway"), setting);
        }
        assertTrue(
                reaches(Objects.requireNonNull(BicepSettings.always().get("MUSTER_SERVICE_HOSTS")), "gatewayCalled"));
        for (String app : List.of("flexApp", "premiumApp")) {
            Node callers = module(app).member("callerAddresses").orElseThrow();
            assertTrue(reaches(callers, "gatewayHost"), app);
        }
    }

    private static boolean reaches(Node value, String target) {
        return value.identifiers().anyMatch(name -> {
            Node variable = MAIN.variables().get(name);
            return name.equals(target) || (variable != null && reaches(variable, target));
        });
    }

    @Test
    void ports_are_the_protocols_and_the_probe_asks_for_readiness() {
        assertEquals(
                List.of("443", "8883", "5671"),
                Objects.requireNonNull(MAIN.variables().get("gatewayPorts")).children().stream()
                        .map(each -> each.literal().orElseThrow())
                        .toList());
        String health = Repository.text("gateway/src/main/java/io/muster/gateway/HealthListener.java");
        String path = texts("requestPath").get(0);
        assertTrue(health.contains("case \"" + path + "\""), path);
        String rules = Repository.text("infra-bicep/modules/gateway-rules.bicep");
        assertEquals(1, rules.split("sourceAddressPrefix: 'Internet'", -1).length - 1);
        assertFalse(rules.contains("'22'"), "SSH is open");
    }

    @Test
    void every_option_is_one_that_the_gateway_knows() {
        String arguments = Repository.text("gateway/src/main/java/io/muster/gateway/Arguments.java");
        String template = Repository.text("infra-bicep/modules/gateway.bicep");
        Matcher options = Pattern.compile("--[a-z-]+").matcher(template);
        int found = 0;
        while (options.find()) {
            found++;
            assertTrue(arguments.contains("\"" + options.group() + "\""), options.group());
        }
        assertTrue(found >= 7, "only " + found);
    }

    @Test
    void draining_ends_before_systemd_loses_patience() {
        String template = Repository.text("infra-bicep/modules/gateway.bicep");
        int notice = number("--drain-notice-seconds (\\d+)", template);
        int drain = number("--drain-seconds (\\d+)", template);
        int probe = number("intervalInSeconds: (\\d+)", template) * number("probeThreshold: (\\d+)", template);

        assertTrue(probe < notice, "the balancer must have noticed before the doors close");
        assertTrue(notice + drain < number("TimeoutStopSec=(\\d+)", INSTALL));
    }

    @Test
    void outbound_ports_suffice_for_all_machines() {
        int each = number("outboundPorts = (\\d+)", Repository.text("infra-bicep/modules/gateway.bicep"));
        int machines =
                number("@maxValue\\((\\d+)\\)\\nparam gatewayMaximum", Repository.text("infra-bicep/main.bicep"));

        assertEquals(0, each % 8);
        assertTrue(each * machines <= 64_000, each + " for each of " + machines);
    }

    @Test
    void the_script_gets_every_variable_it_names_and_no_secret() {
        TreeSet<String> given = new TreeSet<>();
        Node list = Objects.requireNonNull(GATEWAY.variables().get("given"));
        Matcher names = Pattern.compile("([A-Z_]+)=\"")
                .matcher(list.leaves().map(Node::leaf).collect(Collectors.joining("\n")));
        while (names.find()) {
            given.add(names.group(1));
        }
        TreeSet<String> named = INSTALL.lines()
                .map(Pattern.compile("^#   ([A-Z_, ]+?) {2,}.*")::matcher)
                .filter(Matcher::matches)
                .flatMap(each -> Pattern.compile(", ").splitAsStream(each.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(named, given);
        assertTrue(
                GATEWAY.params().values().stream().noneMatch(BicepFile.Param::secure),
                "what needs no secret gets none");
        assertFalse(GATEWAY.outputs().isEmpty());
    }

    @Test
    void its_identity_reads_two_secrets_and_one_container_and_nothing_else() {
        List<String> roles = new ArrayList<>();
        for (String file : List.of("modules/gateway.bicep", "modules/secret-reader.bicep")) {
            for (Part each : BicepSettings.template(file).resources()) {
                if (each.kind().startsWith("Microsoft.Authorization/roleAssignments@")) {
                    roles.add(each.body().member("scope").orElseThrow().leaf());
                }
            }
        }
        assertEquals(List.of("package", "entry"), roles);
        assertEquals(
                2,
                MAIN.modules().stream()
                        .filter(each -> each.kind().endsWith("secret-reader.bicep"))
                        .count());
        for (Part each : MAIN.modules()) {
            boolean gateway = each.name().startsWith("gateway");
            boolean reader = each.params().stream().flatMap(Node::identifiers).anyMatch("gatewayIdentity"::equals);
            assertTrue(gateway || !reader, each::name);
        }
    }

    private static Node module(String name) {
        return MAIN.modules().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .flatMap(Part::params)
                .orElseThrow();
    }

    private static List<String> texts(String member) {
        return GATEWAY.tree()
                .all()
                .filter(each -> each.is("object_property") && each.key().equals(member))
                .map(each -> each.child(1).literal().orElseThrow())
                .toList();
    }

    private static int number(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern);
        return Integer.parseInt(matcher.group(1));
    }
}
