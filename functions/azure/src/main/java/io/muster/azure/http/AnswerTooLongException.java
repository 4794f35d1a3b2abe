package io.muster.azure.http;

import java.io.IOException;

/** An answer went over its limit and was given up. */
public final class AnswerTooLongException extends IOException {
    AnswerTooLongException(int limit) {
        super("answer is longer than " + limit + " bytes");
    }
}
