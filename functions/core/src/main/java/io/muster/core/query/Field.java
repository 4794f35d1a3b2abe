package io.muster.core.query;

/**
 * Something a query may name.
 *
 * @param path its place in the answer's JSON, members joined by dots
 */
public record Field(String path, FieldType type) {}
