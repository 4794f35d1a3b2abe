package io.muster.core.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.geo.Atlas;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.TestData;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("3.4: the nearest hubs")
class NearestByDistanceTest {
    private static final Nearest NEAREST = new NearestByDistance(Atlas::bundled);
    private static final List<LinkedHub> WORLD = Stream.of(
                    "East US",
                    "West US",
                    "Canada Central",
                    "Mexico Central",
                    "Brazil South",
                    "Chile Central",
                    "North Europe",
                    "West Europe",
                    "UK South",
                    "UK West",
                    "France Central",
                    "Germany West Central",
                    "Switzerland North",
                    "Norway East",
                    "Sweden Central",
                    "Poland Central",
                    "Italy North",
                    "Spain Central",
                    "Israel Central",
                    "UAE North",
                    "Qatar Central",
                    "South Africa North",
                    "Central India",
                    "South India",
                    "Southeast Asia",
                    "Malaysia West",
                    "East Asia",
                    "Taiwan North",
                    "Japan East",
                    "Japan West",
                    "Korea Central",
                    "Australia East",
                    "New Zealand North",
                    "China North 3")
            .map(NearestByDistanceTest::in)
            .toList();

    @ParameterizedTest
    @DisplayName("By the address, over the world; regions about as near tie")
    @CsvSource({
        "8.8.8.8, eastus",
        "24.48.0.1, canadacentral",
        "132.248.10.2, mexicocentral",
        "200.160.2.3, brazilsouth",
        "200.1.123.3, chilecentral",
        "193.1.1.1, northeurope",
        "193.0.6.139, westeurope",
        "81.2.69.142, uksouth ukwest",
        "90.0.0.1, francecentral",
        "141.20.1.1, germanywestcentral",
        "2003::1, germanywestcentral",
        "195.186.1.110, switzerlandnorth",
        "129.240.1.1, norwayeast",
        "193.10.5.1, swedencentral",
        "149.156.1.1, polandcentral",
        "151.99.125.1, italynorth",
        "80.58.61.250, spaincentral",
        "132.66.1.1, israelcentral",
        "213.42.20.20, uaenorth",
        "196.21.1.1, southafricanorth",
        "203.197.0.1, centralindia",
        "165.21.83.88, southeastasia",
        "202.188.0.1, malaysiawest",
        "202.14.67.4, eastasia",
        "140.112.1.1, taiwannorth",
        "133.1.1.1, japaneast japanwest",
        "168.126.63.1, koreacentral",
        "139.130.4.5, australiaeast",
        "130.216.1.1, newzealandnorth",
        "114.114.114.114, chinanorth3",
        "2001:200::1, japaneast japanwest",
        "::ffff:129.240.1.1, norwayeast"
    })
    void byAddress(String address, String wanted) throws UnknownHostException {
        assertEquals(Set.of(wanted.split(" ")), regions(NEAREST.among(WORLD, from(address))));
    }

    @ParameterizedTest
    @DisplayName("By what the device says, where no address is known: a region in any spelling, or a country")
    @CsvSource({
        "westeurope, westeurope",
        "West Europe, westeurope",
        "WEST-US, westus",
        "west_us, westus",
        "westcentralus, westus",
        "australiacentral2, australiaeast",
        "usgovvirginia, eastus",
        "jp, japaneast japanwest",
        "NZ, newzealandnorth"
    })
    void byHint(String hint, String wanted) {
        assertEquals(Set.of(wanted.split(" ")), regions(NEAREST.among(WORLD, saying(hint))));
    }

    @Test
    @DisplayName("The address comes before the hint")
    void addressFirst() throws UnknownHostException {
        assertEquals(
                Set.of("norwayeast"),
                regions(NEAREST.among(WORLD, new Origin(address("129.240.1.1"), hint("westus")))));
        assertEquals(
                Set.of("norwayeast"), regions(NEAREST.among(WORLD, new Origin(address("129.240.1.1"), hint("US")))));
    }

    @Test
    @DisplayName("A hint that names a region of the address's own country makes it finer")
    void finer() throws UnknownHostException {
        assertEquals(
                Set.of("westus"), regions(NEAREST.among(WORLD, new Origin(address("8.8.8.8"), hint("West US 2")))));
    }

    @Test
    @DisplayName("An address that tells nothing leaves the word to the hint")
    void hintNext() throws UnknownHostException {
        for (String dumb : List.of("127.0.0.1", "10.0.0.1", "fd00::1")) {
            assertEquals(
                    Set.of("ukwest"),
                    regions(NEAREST.among(hubs("ukwest", "westus"), new Origin(address(dumb), hint("gb")))));
        }
    }

    @ParameterizedTest
    @DisplayName("Nothing is known of private, shared, loopback and documentation addresses")
    @ValueSource(
            strings = {
                "10.1.1.1",
                "192.168.0.9",
                "100.64.3.4",
                "127.0.0.1",
                "203.0.113.4",
                "2001:db8::7",
                "fd00::1",
                "::1"
            })
    void unknownAddress(String address) throws UnknownHostException {
        assertEquals(List.of(), NEAREST.among(WORLD, from(address)));
    }

    @ParameterizedTest
    @DisplayName("Nothing is known from a hint that names no place")
    @ValueSource(strings = {"", " ", "moon", "EU", "ZZ", "europe", "westeurope; drop"})
    void unknownHint(String hint) {
        assertEquals(List.of(), NEAREST.among(WORLD, saying(hint)));
    }

    @Test
    @DisplayName("Of a tie over a border the hubs at home stay; with none at home all stay")
    void border() {
        List<LinkedHub> alps = hubs("italynorth", "switzerlandnorth", "switzerlandwest", "eastus");
        assertEquals(Set.of("switzerlandnorth", "switzerlandwest"), regions(NEAREST.among(alps, saying("ch"))));
        assertEquals(
                Set.of("italynorth", "switzerlandnorth"),
                regions(NEAREST.among(hubs("italynorth", "switzerlandnorth", "eastus"), saying("LI"))));
    }

    @Test
    @DisplayName("Without any origin the tables are not even loaded")
    void lazy() {
        Nearest never = new NearestByDistance(() -> {
            throw new AssertionError("loaded");
        });
        assertEquals(List.of(), never.among(WORLD, Origin.UNKNOWN));
    }

    @Test
    @DisplayName("A hub in an unknown region never wins against one in a known one, however far")
    void unknownRegion() {
        LinkedHub far = in("New Zealand North");
        LinkedHub lost = in("local");
        assertEquals(List.of(far), NEAREST.among(List.of(lost, far), saying("es")));
        assertEquals(List.of(lost, in("")), NEAREST.among(List.of(lost, in("")), saying("es")));
        assertEquals(List.of(), NEAREST.among(List.of(), saying("es")));
    }

    @Test
    @DisplayName("Hubs of one region tie, and the weighted hash spreads devices over them and no other")
    void spread() {
        List<LinkedHub> hubs =
                List.of(at("light", "West Europe", 1), at("heavy", "westeurope", 3), at("far", "eastus", 1000));
        List<LinkedHub> near = NEAREST.among(hubs, saying("nl"));
        Map<HubHost, Integer> counts = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            counts.merge(
                    Hashed.choose(new RegistrationId("d-" + i), near)
                            .orElseThrow()
                            .host(),
                    1,
                    Integer::sum);
        }
        assertEquals(Set.of(TestData.host("light"), TestData.host("heavy")), counts.keySet());
        int light = counts.getOrDefault(TestData.host("light"), 0);
        assertTrue(Math.abs(light - 5_000) < 4 * Math.sqrt(20_000 * 0.25 * 0.75), light + " of 20000");
    }

    private static Set<String> regions(List<LinkedHub> hubs) {
        Set<String> names = new HashSet<>();
        hubs.forEach(hub -> names.add(hub.location().toLowerCase(Locale.ROOT).replace(" ", "")));
        return names;
    }

    private static List<LinkedHub> hubs(String... locations) {
        return Stream.of(locations).map(NearestByDistanceTest::in).toList();
    }

    private static LinkedHub in(String location) {
        return at("hub-" + location.replace(' ', '-') + "x", location, 1);
    }

    private static LinkedHub at(String label, String location, int weight) {
        return new LinkedHub(
                TestData.host(label),
                Optional.empty(),
                weight,
                true,
                location,
                new LinkedHub.ManagedIdentity(Optional.empty()));
    }

    private static Origin from(String address) throws UnknownHostException {
        return new Origin(address(address), Optional.empty());
    }

    private static Origin saying(String hint) {
        return new Origin(Optional.empty(), hint(hint));
    }

    private static Optional<InetAddress> address(String literal) throws UnknownHostException {
        return Optional.of(InetAddress.getByName(literal));
    }

    private static Optional<String> hint(String text) {
        return Optional.of(text);
    }
}
