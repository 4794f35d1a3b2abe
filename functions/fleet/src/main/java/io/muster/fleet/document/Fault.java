package io.muster.fleet.document;

/**
 * Something wrong in a description: where, and what would be right. Never quotes what stands there, which may be a secret.
 *
 * @param path the members that lead to it, joined by dots; empty for the document itself
 */
public record Fault(Place place, String path, String message) {
    @Override
    public String toString() {
        return place + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
