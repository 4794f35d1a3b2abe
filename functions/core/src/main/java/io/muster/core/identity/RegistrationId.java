package io.muster.core.identity;

/**
 * A device's registration id, in the spelling it was presented in; equal without regard to case (1.25).
 *
 * @param text 1 to 128 letters, digits and {@code - . _ :}, ending in a letter, digit or hyphen
 */
public record RegistrationId(String text) {
    public RegistrationId {
        IdText.require("registrationId", text);
    }

    /** The lower-case form under which the id is stored and compared. */
    public String folded() {
        return IdText.fold(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegistrationId id && folded().equals(id.folded());
    }

    @Override
    public int hashCode() {
        return folded().hashCode();
    }
}
