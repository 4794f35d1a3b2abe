package io.muster.core.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("3.4: the way between two places, along the great circle")
class PlaceTest {
    private static final Place AMSTERDAM = new Place(52.37, 4.9);

    @Test
    void known_distances() {
        assertEquals(5_863, AMSTERDAM.kilometresTo(new Place(40.71, -74.01)), 20);
        assertEquals(16_640, AMSTERDAM.kilometresTo(new Place(-33.87, 151.21)), 40);
        assertEquals(0, AMSTERDAM.kilometresTo(AMSTERDAM), 1e-9);
    }

    @Test
    void across_the_date_line_the_short_way_counts() {
        assertEquals(222, new Place(0, 179).kilometresTo(new Place(0, -179)), 1);
    }

    @Test
    void antipodes_are_half_the_way_round() {
        assertEquals(20_015, new Place(37.3, 12.1).kilometresTo(new Place(-37.3, -167.9)), 1);
    }

    @Test
    void degrees_outside_the_globe_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Place(91, 0));
        assertThrows(IllegalArgumentException.class, () -> new Place(0, 181));
        assertThrows(IllegalArgumentException.class, () -> new Place(Double.NaN, 0));
    }
}
