package io.muster.local.fleet;

/**
 * A line of a file.
 *
 * @param number counted from 1
 * @param text without its line feed; empty when it is too long to be sent
 */
record Line(long number, String text, boolean tooLong) {
    boolean isBlank() {
        return !tooLong && text.isBlank();
    }
}
