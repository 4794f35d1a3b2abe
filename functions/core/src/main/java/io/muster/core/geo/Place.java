package io.muster.core.geo;

/** A point on Earth in degrees, north and east positive. */
public record Place(double latitude, double longitude) {
    private static final double EARTH_RADIUS_KM = 6371;

    public Place {
        // Written so that NaN fails too.
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("not degrees of latitude and longitude");
        }
    }

    /** Along the great circle, on a sphere. */
    public double kilometresTo(Place other) {
        double up = Math.sin(Math.toRadians(other.latitude - latitude) / 2);
        double along = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double chord =
                up * up + Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(other.latitude)) * along * along;
        // Rounding may take the chord of two antipodes past 1.
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
    }
}
