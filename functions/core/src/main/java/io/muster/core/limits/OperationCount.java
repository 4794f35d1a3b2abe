package io.muster.core.limits;

/** Port: operations as DPS bills them (7.4), each call one, those of a bulk operation together. */
@FunctionalInterface
public interface OperationCount {
    /**
     * An operation whose caller was let in, however it goes on.
     *
     * @param route method and path template, such as {@code GET /enrollments/{id}}
     */
    void add(String route, boolean billed);
}
