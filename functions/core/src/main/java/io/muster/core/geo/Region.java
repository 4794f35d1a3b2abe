package io.muster.core.geo;

import java.util.Locale;

/**
 * An Azure region.
 *
 * @param name in its plain form, {@code westeurope}
 * @param spot roughly where it is
 */
public record Region(String name, Spot spot) {
    /** The plain form of any spelling: "West Europe" and "WestEurope" are both {@code westeurope}. */
    static String plain(String spelled) {
        return spelled.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }
}
