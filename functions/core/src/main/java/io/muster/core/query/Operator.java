package io.muster.core.query;

import java.util.Arrays;
import java.util.Optional;

/** The comparisons. */
enum Operator {
    EQUAL("="),
    UNEQUAL("!=", "<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;
    private final String synonym;

    Operator(String symbol) {
        this(symbol, symbol);
    }

    Operator(String symbol, String synonym) {
        this.symbol = symbol;
        this.synonym = synonym;
    }

    static Optional<Operator> of(Token token) {
        return Arrays.stream(values())
                .filter(operator -> token.is(operator.symbol) || token.is(operator.synonym))
                .findFirst();
    }

    String symbol() {
        return symbol;
    }

    boolean ordering() {
        return this != EQUAL && this != UNEQUAL;
    }

    /** Whether it holds for a value that is below (negative), at (zero) or above the operand. */
    boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
