package io.muster.core.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("3.4: the tables that come along")
class BundledTablesTest {
    private static final AddressTable ADDRESSES = BundledTables.addresses();
    private static final Gazetteer GAZETTEER = BundledTables.gazetteer();

    @ParameterizedTest
    @DisplayName("Blocks that universities, carriers and registries have had for decades")
    @CsvSource({
        "8.8.8.8, US", "18.7.22.69, US", "24.48.0.1, CA", "200.160.2.3, BR", "200.1.123.3, CL", "132.248.10.2, MX",
        "130.225.1.1, DK", "129.240.1.1, NO", "193.10.5.1, SE", "128.214.1.1, FI", "141.20.1.1, DE", "2003::1, DE",
        "90.0.0.1, FR", "81.2.69.142, GB", "193.0.6.139, NL", "80.58.61.250, ES", "151.99.125.1, IT",
                "195.186.1.110, CH",
        "149.156.1.1, PL", "132.66.1.1, IL", "213.42.20.20, AE", "196.21.1.1, ZA", "203.197.0.1, IN",
                "165.21.83.88, SG",
        "133.1.1.1, JP", "168.126.63.1, KR", "139.130.4.5, AU", "130.216.1.1, NZ", "114.114.114.114, CN",
                "140.112.1.1, TW",
        "2001:200::1, JP", "2001:4860:4860::8888, US", "2001:da8::1, CN", "2804::1, BR", "240e::1, CN"
    })
    void countries(String address, String country) throws UnknownHostException {
        assertEquals(Optional.of(country), ADDRESSES.country(InetAddress.getByName(address)));
    }

    @Test
    @DisplayName("An IPv4 address mapped into IPv6 is the IPv4 address")
    void mapped() throws UnknownHostException {
        assertEquals(Optional.of("JP"), ADDRESSES.country(InetAddress.getByName("::ffff:133.1.1.1")));
    }

    @ParameterizedTest
    @DisplayName("Addresses that are nobody's in particular are in no country")
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.1.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1",
                "2001:1ff::1",
                "2002:808:808::1",
                "64:ff9b::808:808",
                "3fff::1",
                "4000::1",
                "::ffff:10.0.0.1"
            })
    void noCountry(String address) throws UnknownHostException {
        assertEquals(Optional.empty(), ADDRESSES.country(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @DisplayName("Neighbours of the shared and the private blocks are somebody's")
    @ValueSource(
            strings = {
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "198.17.255.255",
                "9.255.255.255"
            })
    void neighbours(String address) throws UnknownHostException {
        assertEquals(Optional.of("US"), ADDRESSES.country(InetAddress.getByName(address)));
    }

    @Test
    @DisplayName(
            "Every region is in a country of the list, once, and no farther from its middle than that country is wide")
    void regions() {
        List<String[]> lines = BundledTables.lines("regions.txt");
        Set<String> names = new HashSet<>();
        for (String[] words : lines) {
            Region region = GAZETTEER.region(words[0]).orElseThrow();
            Place middle =
                    GAZETTEER.country(region.spot().country()).orElseThrow().place();
            assertTrue(names.add(region.name()), region.name());
            assertTrue(region.spot().place().kilometresTo(middle) < 3_300, region.toString());
        }
        assertTrue(names.size() > 70, names.size() + " regions");
    }

    @Test
    @DisplayName("The table is of the size that the documentation tells")
    void size() {
        assertTrue(ADDRESSES.size() > 200_000 && ADDRESSES.size() < 350_000, ADDRESSES.size() + " runs");
    }
}
