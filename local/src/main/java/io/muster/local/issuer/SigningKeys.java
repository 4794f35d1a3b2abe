package io.muster.local.issuer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;

/** The key that signs and the one before it. The first is made when it is needed: a start does not wait for it. */
final class SigningKeys {
    private static final int PUBLISHED = 2;

    private final Deque<SigningKey> newestFirst = new ArrayDeque<>();

    synchronized SigningKey current() {
        if (newestFirst.isEmpty()) {
            newestFirst.addFirst(SigningKey.generate());
        }
        return newestFirst.getFirst();
    }

    /** Signs with a new key from now on. */
    synchronized SigningKey rotate() {
        newestFirst.addFirst(SigningKey.generate());
        while (newestFirst.size() > PUBLISHED) {
            newestFirst.removeLast();
        }
        return newestFirst.getFirst();
    }

    /** The JSON Web Key Set (RFC 7517, 5). */
    synchronized ObjectNode published() {
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = set.putArray("keys");
        current();
        newestFirst.forEach(key -> keys.add(key.published()));
        return set;
    }
}
