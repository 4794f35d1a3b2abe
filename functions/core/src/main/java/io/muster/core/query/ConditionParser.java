package io.muster.core.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what follows WHERE, by descent; how deep that goes is bounded, not left to the text. */
final class ConditionParser {
    static final int DEEPEST = 32;

    private static final String VALUE = "a value (text in quotes, a number, true, false or null)";
    private static final int LONGEST_NUMBER = 40;
    private static final int LARGEST_SCALE = 400;

    private final Tokens tokens;
    private final Source source;
    private int depth;

    ConditionParser(Tokens tokens, Source source) {
        this.tokens = tokens;
        this.source = source;
    }

    /** OR binds least, then AND, then NOT. */
    Condition condition() throws QueryFault {
        List<Condition> any = new ArrayList<>();
        do {
            any.add(all());
        } while (tokens.skip("OR"));
        return any.size() == 1 ? any.get(0) : new Condition.Or(List.copyOf(any));
    }

    private Condition all() throws QueryFault {
        List<Condition> all = new ArrayList<>();
        do {
            all.add(one());
        } while (tokens.skip("AND"));
        return all.size() == 1 ? all.get(0) : new Condition.And(List.copyOf(all));
    }

    private Condition one() throws QueryFault {
        int position = tokens.current().position();
        boolean not = tokens.skip("NOT");
        if (!not && !tokens.skip("(")) {
            return term();
        }
        depth++;
        if (depth > DEEPEST) {
            throw new QueryFault(position, "NOT and parentheses are nested deeper than " + DEEPEST);
        }
        Condition nested = not ? new Condition.Not(one()) : condition();
        if (!not) {
            tokens.expect(")");
        }
        depth--;
        return nested;
    }

    private Condition term() throws QueryFault {
        tokens.count();
        Token name = tokens.current();
        if (name.is("IS_DEFINED")) {
            return defined();
        }
        Optional<Condition.Match.Place> place = Arrays.stream(Condition.Match.Place.values())
                .filter(each -> name.is(each.name()))
                .findFirst();
        if (place.isPresent()) {
            return match(place.get());
        }
        Field field = field(tokens, source);
        if (tokens.skip("IS")) {
            boolean not = tokens.skip("NOT");
            tokens.expect("NULL");
            return negated(not, new Condition.Missing(field));
        }
        if (field.type() == FieldType.OBJECT) {
            throw new QueryFault(
                    name.position(),
                    field.path() + " is an object: compare a member of it, or ask IS_DEFINED(" + field.path() + ")");
        }
        boolean not = tokens.skip("NOT");
        if (not || tokens.current().is("IN")) {
            tokens.expect("IN");
            return negated(not, in(field));
        }
        return compare(field);
    }

    private static Condition negated(boolean not, Condition condition) {
        return not ? new Condition.Not(condition) : condition;
    }

    private Condition defined() throws QueryFault {
        tokens.take();
        tokens.expect("(");
        Field field = field(tokens, source);
        tokens.expect(")");
        return new Condition.Defined(field);
    }

    private Condition match(Condition.Match.Place place) throws QueryFault {
        tokens.take();
        tokens.expect("(");
        Token name = tokens.current();
        Field field = field(tokens, source);
        if (!field.type().isText()) {
            throw new QueryFault(name.position(), place + " looks into text, which " + field.path() + " is not");
        }
        tokens.expect(",");
        if (!tokens.at(Token.Kind.STRING)) {
            throw tokens.unexpected("text in quotes");
        }
        String piece = field.type().normal(tokens.take().text());
        tokens.expect(")");
        return new Condition.Match(field, place, piece);
    }

    /** The same as comparing with each, joined by OR. */
    private Condition in(Field field) throws QueryFault {
        String close = tokens.current().is("(") ? ")" : "]";
        if (!tokens.skip("(") && !tokens.skip("[")) {
            throw tokens.unexpected("a list in ( ) or [ ]");
        }
        List<Condition> any = new ArrayList<>();
        do {
            tokens.count();
            any.add(new Condition.Compare(field, Operator.EQUAL, operand(field)));
        } while (tokens.skip(","));
        tokens.expect(close);
        return any.size() == 1 ? any.get(0) : new Condition.Or(List.copyOf(any));
    }

    private Condition compare(Field field) throws QueryFault {
        Optional<Operator> operator = Operator.of(tokens.current());
        if (operator.isEmpty()) {
            throw tokens.unexpected("a comparison (=, !=, <, <=, >, >=, IN, IS NULL)");
        }
        tokens.take();
        int position = tokens.current().position();
        Operand operand = operand(field);
        if (operator.get().ordering() && !operand.ordered()) {
            throw new QueryFault(position, operand.literal() + " is neither less nor greater: compare with = or !=");
        }
        return new Condition.Compare(field, operator.get(), operand);
    }

    private Operand operand(Field field) throws QueryFault {
        int position = tokens.current().position();
        Value literal = literal();
        return field.type()
                .operand(literal)
                .orElseThrow(() -> new QueryFault(
                        position,
                        field.path() + " is compared with " + field.type().comparable()));
    }

    private Value literal() throws QueryFault {
        Token token = tokens.current();
        Value value = switch (token.kind()) {
            case STRING -> new Value.Text(token.text());
            case NUMBER -> new Value.Decimal(number(token));
            default -> word(token);
        };
        tokens.take();
        return value;
    }

    private Value word(Token token) throws QueryFault {
        if (token.is("NULL")) {
            return new Value.Null();
        }
        if (token.is("TRUE") || token.is("FALSE")) {
            return new Value.Flag(token.is("TRUE"));
        }
        throw tokens.unexpected(VALUE);
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

    static Field field(Tokens tokens, Source source) throws QueryFault {
        if (!tokens.at(Token.Kind.NAME)) {
            throw tokens.unexpected("a field");
        }
        Token name = tokens.current();
        Field field = source.find(name.text())
                .orElseThrow(() -> Tokens.fault(
                        name, "there is no field " + QueryFault.quoted(name.text()) + "; known are " + source.known()));
        tokens.take();
        return field;
    }
}
