package io.muster.sample.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was answered to which operation. A question may come again, when the answer was lost on its way or came too late, and
 * then has to be answered alike. Here in the memory of one instance, which is enough as long as the rule is one that needs no
 * memory; a webhook that counts or reserves keeps this in a table, under the operation's id.
 */
final class Remembered {
    private static final int MOST = 10_000;

    private final Map<String, String> answers = new LinkedHashMap<>();

    synchronized Optional<String> answer(String operation) {
        return Optional.ofNullable(answers.get(operation));
    }

    /** What stands after all: of two at the same time the first one. */
    synchronized String keep(String operation, String answer) {
        String kept = answers.putIfAbsent(operation, answer);
        if (answers.size() > MOST) {
            answers.remove(answers.keySet().iterator().next());
        }
        return kept == null ? answer : kept;
    }
}
