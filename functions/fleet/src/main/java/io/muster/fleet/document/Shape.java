package io.muster.fleet.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a value of the description may be; {@link Checker} holds values against it, {@link JsonSchema} writes it for editors. */
sealed interface Shape {
    /** @param must what a text of this form is, as the end of "must be …" */
    record Text(Pattern form, String must) implements Shape {}

    record Choice(List<String> values) implements Shape {}

    record Flag() implements Shape {}

    record Whole(int least, int most) implements Shape {}

    /** A reference to a secret; the secret itself is refused. */
    record SecretText() implements Shape {}

    /** A URL in the clear while it has no query, else a reference. */
    record SecretUrl() implements Shape {}

    /** {@code file:PATH} of something that is no secret. */
    record FileText() implements Shape {}

    /** Any members, passed on as they are. */
    record Free() implements Shape {}

    record ListOf(Shape item) implements Shape {}

    /** Members with names of the author's own. */
    record MapOf(Pattern name, String must, Shape each) implements Shape {}

    /** Members with fixed names; all others are refused. */
    record Fixed(Map<String, Member> members) implements Shape {}

    /** @param note what it is, for editors */
    record Member(Shape shape, boolean required, String note) {}

    /** Collects the members of an {@link Fixed} in their order. */
    final class Members {
        private final Map<String, Member> members = new LinkedHashMap<>();

        Members with(String name, Shape shape, String note) {
            members.put(name, new Member(shape, false, note));
            return this;
        }

        Members required(String name, Shape shape, String note) {
            members.put(name, new Member(shape, true, note));
            return this;
        }

        Members all(Members others) {
            members.putAll(others.members);
            return this;
        }

        Fixed shape() {
            return new Fixed(members);
        }
    }
}
