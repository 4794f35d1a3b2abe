package io.muster.core.geo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tables beside this class; one that is missing or damaged is a fault of the build, told as an exception. */
final class BundledTables {
    private BundledTables() {}

    static Gazetteer gazetteer() {
        List<Region> regions = lines("regions.txt").stream()
                .map(words -> new Region(words[0], new Spot(words[1], place(words[2], words[3]))))
                .toList();
        Map<String, Place> countries = lines("countries.txt").stream()
                .collect(Collectors.toMap(words -> words[0], words -> place(words[1], words[2])));
        return new Gazetteer(regions, countries);
    }

    static AddressTable addresses() {
        try (InputStream in = open("addresses.bin")) {
            return AddressTable.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of each line that is not a comment. */
    static List<String[]> lines(String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Place place(String latitude, String longitude) {
        return new Place(Double.parseDouble(latitude), Double.parseDouble(longitude));
    }

    private static InputStream open(String name) {
        return Optional.ofNullable(BundledTables.class.getResourceAsStream(name))
                .orElseThrow(() -> new IllegalStateException(name + " is missing from this build"));
    }
}
