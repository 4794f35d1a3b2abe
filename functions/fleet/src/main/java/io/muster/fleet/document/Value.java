package io.muster.fleet.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A value of a document, and where it stands. */
sealed interface Value {
    Place place();

    /** In the order they stand in. */
    record Members(Place place, Map<String, Member> members) implements Value {}

    record Member(Place place, Value value) {}

    record Items(Place place, List<Value> items) implements Value {}

    /** A text, a number, true, false or null. */
    record Scalar(Place place, JsonNode node) implements Value {}
}
