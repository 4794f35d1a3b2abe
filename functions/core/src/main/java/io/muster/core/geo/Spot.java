package io.muster.core.geo;

/**
 * A place in a country.
 *
 * @param country two letters, upper case
 */
public record Spot(String country, Place place) {}
