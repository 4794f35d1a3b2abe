package io.muster.core.geo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where regions and countries are. */
public final class Gazetteer {
    private final Map<String, Region> regions;
    private final Map<String, Place> countries;

    /** @param countries the middle of each, by two upper-case letters */
    public Gazetteer(List<Region> regions, Map<String, Place> countries) {
        this.regions = regions.stream().collect(Collectors.toUnmodifiableMap(Region::name, Function.identity()));
        this.countries = Map.copyOf(countries);
    }

    /** By its name in any spelling: "West Europe", "westeurope". */
    public Optional<Region> region(String spelled) {
        return Optional.ofNullable(regions.get(Region.plain(spelled)));
    }

    /** By its two letters in any case. */
    public Optional<Spot> country(String letters) {
        String country = letters.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(countries.get(country)).map(place -> new Spot(country, place));
    }
}
