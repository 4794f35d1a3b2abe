package io.muster.core.geo;

import java.net.InetAddress;
import java.util.Optional;

/** Finds a caller's place by its address and what it says of itself, and a hub's by the name of its region. */
public final class Atlas {
    private final Gazetteer gazetteer;
    private final AddressTable addresses;

    public Atlas(Gazetteer gazetteer, AddressTable addresses) {
        this.gazetteer = gazetteer;
        this.addresses = addresses;
    }

    /** The tables that come along; read when they are first asked for and then kept, about 2 MB. */
    public static Atlas bundled() {
        return Bundled.ATLAS;
    }

    /** By its name in any spelling: "West Europe", "westeurope". */
    public Optional<Spot> region(String spelled) {
        return gazetteer.region(spelled).map(Region::spot);
    }

    /**
     * The address decides the country. What the caller says counts where the address tells nothing, and where it names a region
     * of that same country: then it is the finer word, not another one.
     *
     * @param hint a region's name in any spelling, or a country's two letters; anything else counts as none
     */
    public Optional<Spot> caller(Optional<InetAddress> address, Optional<String> hint) {
        Optional<Spot> home = address.flatMap(addresses::country).flatMap(gazetteer::country);
        Optional<Spot> named = hint.flatMap(this::region)
                .filter(region -> home.isEmpty() || home.get().country().equals(region.country()));
        return named.or(() -> home).or(() -> hint.flatMap(gazetteer::country));
    }

    private static final class Bundled {
        static final Atlas ATLAS = new Atlas(BundledTables.gazetteer(), BundledTables.addresses());
    }
}
