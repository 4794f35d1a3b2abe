package io.muster.core.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what stands between AND, OR and parentheses: one field, and what is asked about it. */
final class TermParser {
    private final Tokens tokens;
    private final Source source;

    TermParser(Tokens tokens, Source source) {
        this.tokens = tokens;
        this.source = source;
    }

    Condition term() throws QueryFault {
        tokens.count();
        Token name = tokens.current();
        if (name.is("IS_DEFINED")) {
            return defined();
        }
        Optional<Match.Place> place = Arrays.stream(Match.Place.values())
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

    private Condition match(Match.Place place) throws QueryFault {
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
        return new Match(field, place, piece);
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
            any.add(new Compare(field, Operator.EQUAL, operand(field)));
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
        return new Compare(field, operator.get(), operand);
    }

    private Operand operand(Field field) throws QueryFault {
        FieldType type = field.type();
        int position = tokens.current().position();
        Operand operand = type.operand(Literals.current(tokens))
                .orElseThrow(() -> new QueryFault(position, field.path() + " is compared with " + type.comparable()));
        tokens.take();
        return operand;
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
