package io.muster.core.testkit;

import io.muster.core.registration.DeadLetters;
import java.util.ArrayList;
import java.util.List;

/** Dead letters that a test puts there. */
public final class InMemoryDeadLetters implements DeadLetters {
    private final List<DeadLetter> letters = new ArrayList<>();

    public void add(DeadLetter letter) {
        letters.add(letter);
    }

    @Override
    public List<DeadLetter> peek(int most) {
        return letters.stream().limit(most).toList();
    }

    @Override
    public int redrive(int most) {
        List<DeadLetter> readable = letters.stream()
                .filter(letter -> letter.item().isPresent())
                .limit(most)
                .toList();
        letters.removeAll(readable);
        return readable.size();
    }
}
