package io.muster.core.query;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be queried, and the fields it has. Every field that holds an array is asked whether one element matches. */
public enum Source {
    ENROLLMENTS("enrollments"),
    ENROLLMENT_GROUPS("enrollmentGroups"),
    DEVICE_REGISTRATIONS("deviceRegistrations");

    private final String wire;

    Source(String wire) {
        this.wire = wire;
    }

    /** The name that FROM knows it by. */
    public String wire() {
        return wire;
    }

    /** All but what is below {@link #roots}; the id first. */
    public List<Field> fields() {
        return switch (this) {
            case ENROLLMENTS -> Fields.ENROLLMENT;
            case ENROLLMENT_GROUPS -> Fields.GROUP;
            case DEVICE_REGISTRATIONS -> Fields.RECORD;
        };
    }

    /** Where JSON of the operator's own begins, of which every path is a field. */
    private List<String> roots() {
        return switch (this) {
            case ENROLLMENTS -> Fields.ENROLLMENT_JSON;
            case ENROLLMENT_GROUPS -> Fields.TWIN_JSON;
            case DEVICE_REGISTRATIONS -> List.of();
        };
    }

    /** The field that rows come in the order of. */
    public Field id() {
        return fields().get(0);
    }

    /** The field of that name in any case; what is below the operator's own JSON is taken to the letter. */
    Optional<Field> find(String name) {
        return fields().stream()
                .filter(field -> field.path().equalsIgnoreCase(name))
                .findFirst()
                .or(() -> roots().stream()
                        .filter(root -> name.regionMatches(true, 0, root + ".", 0, root.length() + 1))
                        .map(root -> new Field(root + name.substring(root.length()), FieldType.FREE))
                        .findFirst());
    }

    /** All there is to name, for a message. */
    String known() {
        String named = fields().stream().map(Field::path).collect(Collectors.joining(", "));
        return roots().isEmpty() ? named : named + " and what is below " + String.join(", ", roots());
    }
}
