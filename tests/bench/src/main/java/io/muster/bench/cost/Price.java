package io.muster.bench.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a meter costs: a list price, if one is known. */
public record Price(String meter, Optional<Listed> listed) {

    /**
     * So many US dollars for so many units.
     *
     * @param on the day it was noted
     * @param source where; it says so if nobody checked it
     */
    public record Listed(double dollars, long units, LocalDate on, String source) {
        public Listed {
            if (!(dollars >= 0) || units < 1) {
                throw new IllegalArgumentException("a price is some dollars for one unit or more");
            }
        }
    }

    static Price of(String meter, double dollars, long units, LocalDate on, String source) {
        return new Price(meter, Optional.of(new Listed(dollars, units, on, source)));
    }

    static Price unknown(String meter) {
        return new Price(meter, Optional.empty());
    }

    /** US dollars for so many units; none of them cost nothing, whatever the price. */
    OptionalDouble of(double count) {
        if (count == 0) {
            return OptionalDouble.of(0);
        }
        return listed.map(price -> OptionalDouble.of(price.dollars() * count / price.units()))
                .orElse(OptionalDouble.empty());
    }

    /** One line for the report. */
    public String text() {
        return meter + ": "
                + listed.map(price -> String.format(
                                Locale.ROOT,
                                "%s / %,d (%s, %s)",
                                BigDecimal.valueOf(price.dollars()).toPlainString(),
                                price.units(),
                                price.on(),
                                price.source()))
                        .orElse("price not known");
    }
}
