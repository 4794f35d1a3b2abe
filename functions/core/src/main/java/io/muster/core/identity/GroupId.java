package io.muster.core.identity;

/** An enrollment group's id, in the spelling it was created with; same rule and comparison as a registration id (1.25). */
public record GroupId(String text) {
    public GroupId {
        IdText.require("enrollmentGroupId", text);
    }

    /** The lower-case form under which the id is stored and compared. */
    public String folded() {
        return IdText.fold(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupId id && folded().equals(id.folded());
    }

    @Override
    public int hashCode() {
        return folded().hashCode();
    }
}
