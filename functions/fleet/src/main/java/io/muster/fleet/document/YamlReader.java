package io.muster.fleet.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML, of which JSON is a part, as values with their places. Plain scalars mean what they mean in JSON and are texts
 * otherwise, so {@code no} and {@code 0123} are texts. Tags are refused: they would make other types.
 */
final class YamlReader {
    static final int MAX_CHARACTERS = 64 * 1024 * 1024;
    private static final int MAX_DEPTH = 64;
    /** Aliases count as what they stand for, so that a small file cannot grow beyond all bounds. */
    private static final int MAX_VALUES = 4_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final int LONGEST_NUMBER = 100;

    private final ParserImpl events;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private int values;

    private record Anchored(Value value, int size) {}

    private YamlReader(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        this.events = new ParserImpl(new StreamReader(text), options);
    }

    /** The one document in a text. */
    static Value read(String text) throws FaultyDescriptionException {
        try {
            return new YamlReader(text).document();
        } catch (MarkedYAMLException e) {
            // Its own message shows the line, in which there may be a secret.
            Place place = e.getProblemMark() == null ? Place.START : place(e.getProblemMark());
            throw faulty(place, "is no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw faulty(Place.START, "is no YAML: it holds characters that no text has, or is too large");
        }
    }

    private Value document() throws FaultyDescriptionException {
        Event streamStart = events.getEvent();
        Event first = events.getEvent();
        if (first.is(Event.ID.StreamEnd)) {
            throw faulty(place(streamStart.getStartMark()), "is empty");
        }
        Value value = value(events.getEvent(), 0);
        Event documentEnd = events.getEvent();
        Event next = events.getEvent();
        if (!next.is(Event.ID.StreamEnd)) {
            throw faulty(place(documentEnd.getEndMark()), "holds more than one document; keep one per file");
        }
        if (!faults.isEmpty()) {
            throw new FaultyDescriptionException(faults);
        }
        return value;
    }

    private Value value(Event event, int depth) throws FaultyDescriptionException {
        Place place = place(event.getStartMark());
        if (depth > MAX_DEPTH) {
            throw faulty(place, "is nested more than " + MAX_DEPTH + " deep");
        }
        count(place, 1);
        if (event instanceof AliasEvent alias) {
            Anchored meant = anchors.get(alias.getAnchor());
            if (meant == null) {
                throw faulty(place, "refers to an anchor that stands nowhere before");
            }
            count(place, meant.size());
            return meant.value();
        }
        int before = values;
        Value value = whole(event, place, depth);
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            anchors.put(node.getAnchor(), new Anchored(value, values - before + 1));
        }
        return value;
    }

    private Value whole(Event event, Place place, int depth) throws FaultyDescriptionException {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), place);
            return new Value.Scalar(place, scalar(scalar));
        }
        if (event instanceof SequenceStartEvent sequence) {
            refuseTag(sequence.getTag(), place);
            List<Value> items = new ArrayList<>();
            for (Event next = events.getEvent(); !next.is(Event.ID.SequenceEnd); next = events.getEvent()) {
                items.add(value(next, depth + 1));
            }
            return new Value.Items(place, items);
        }
        if (event instanceof MappingStartEvent mapping) {
            refuseTag(mapping.getTag(), place);
            return members(place, depth);
        }
        throw faulty(place, "is no YAML");
    }

    private Value members(Place place, int depth) throws FaultyDescriptionException {
        Map<String, Value.Member> members = new LinkedHashMap<>();
        for (Event next = events.getEvent(); !next.is(Event.ID.MappingEnd); next = events.getEvent()) {
            Place at = place(next.getStartMark());
            if (!(next instanceof ScalarEvent name)) {
                throw faulty(at, "must have a text as the name of each member");
            }
            Value.Member member = new Value.Member(at, value(events.getEvent(), depth + 1));
            if (members.put(name.getValue(), member) != null) {
                faults.add(new Fault(at, "", "the member " + Names.quoted(name.getValue()) + " stands here twice"));
            }
        }
        return new Value.Members(place, members);
    }

    private static JsonNode scalar(ScalarEvent event) {
        String text = event.getValue();
        if (event.getScalarStyle() != ScalarStyle.PLAIN) {
            return TextNode.valueOf(text);
        }
        return switch (text) {
            case "", "~", "null" -> NullNode.getInstance();
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> isNumber(text) ? number(text) : TextNode.valueOf(text);
        };
    }

    private static boolean isNumber(String text) {
        return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches();
    }

    /** By the reader that reads the service's answers, so that equal numbers are equal nodes. */
    private static JsonNode number(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private void refuseTag(@Nullable String tag, Place place) {
        if (tag != null) {
            faults.add(new Fault(place, "", "has a tag (!…); write the value without it"));
        }
    }

    private void count(Place place, int more) throws FaultyDescriptionException {
        values += more;
        if (values > MAX_VALUES) {
            throw faulty(place, "holds more than " + MAX_VALUES + " values; split it into several files");
        }
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static FaultyDescriptionException faulty(Place place, String message) {
        return new FaultyDescriptionException(List.of(new Fault(place, "", message)));
    }
}
