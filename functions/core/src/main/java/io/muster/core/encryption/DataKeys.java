package io.muster.core.encryption;

/** Port: the data keys, opened. */
public interface DataKeys {
    /** The key new values are sealed under. */
    DataKey current();

    /** The key of that id; throws IllegalStateException when it is unknown. */
    DataKey byId(String id);
}
