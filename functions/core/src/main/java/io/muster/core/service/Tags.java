package io.muster.core.service;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.Map;

/** An operator's tags, as far as Azure allows them. */
final class Tags {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 512;
    private static final int LONGEST_VALUE = 256;

    private Tags() {}

    static Map<String, String> checked(Map<String, String> tags) {
        boolean fit = tags.size() <= MOST
                && tags.entrySet().stream()
                        .allMatch(tag -> !tag.getKey().isBlank()
                                && tag.getKey().length() <= LONGEST_NAME
                                && tag.getValue().length() <= LONGEST_VALUE);
        if (!fit) {
            throw Problem.of(
                    ProblemKind.INVALID_ARGUMENT,
                    "Member tags may hold " + MOST + " tags, a name of up to " + LONGEST_NAME
                            + " characters and a value of up to " + LONGEST_VALUE + " each");
        }
        return tags;
    }
}
