package io.muster.core.query;

import java.math.BigDecimal;
import java.util.Optional;

/** Reads the values that fields are compared with. */
final class Literals {
    private static final int LONGEST_NUMBER = 40;
    private static final int LARGEST_SCALE = 400;

    private Literals() {}

    /** The value that the current token is. */
    static Value current(Tokens tokens) throws QueryFault {
        Token token = tokens.current();
        return switch (token.kind()) {
            case STRING -> new Value.Text(token.text());
            case NUMBER -> new Value.Decimal(number(token));
            default -> word(tokens);
        };
    }

    private static Value word(Tokens tokens) throws QueryFault {
        Token token = tokens.current();
        if (token.is("NULL")) {
            return new Value.Null();
        }
        if (token.is("TRUE") || token.is("FALSE")) {
            return new Value.Flag(token.is("TRUE"));
        }
        throw tokens.unexpected("a value (text in quotes, a number, true, false or null)");
    }

    private static BigDecimal number(Token token) throws QueryFault {
        return decimal(token.text())
                .orElseThrow(() -> new QueryFault(
                        token.position(),
                        "the number is longer than " + LONGEST_NUMBER + " characters or out of range"));
    }

    /** Bounded in both respects: numbers of many digits, or of very different size, are slow to compare. */
    private static Optional<BigDecimal> decimal(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text)).filter(number -> Math.abs((long) number.scale()) <= LARGEST_SCALE);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
