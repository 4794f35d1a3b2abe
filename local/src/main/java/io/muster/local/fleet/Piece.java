package io.muster.local.fleet;

import java.util.List;
import java.util.Optional;

/**
 * Some lines of a source, whole.
 *
 * @param lines each ending in a line feed
 * @param attention what an operator has to see to in them, likewise
 * @param next where the source goes on; empty at its end
 */
record Piece(String lines, String attention, Optional<String> next) {
    static Piece of(List<String> lines, List<String> attention, Optional<String> next) {
        return new Piece(String.join("", lines), String.join("", attention), next);
    }

    long count() {
        return lines.chars().filter(c -> c == '\n').count();
    }
}
