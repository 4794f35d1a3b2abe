package io.muster.fleet.plan;

import io.muster.fleet.document.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing to be created, changed or deleted.
 *
 * @param changes member by member, for a thing that changes
 * @param thing what is there, for a thing that is
 * @param wanted what is described, for a thing that stays
 * @param send which of its secrets are sent, by their pointers
 */
record Step(
        Action action,
        Kind kind,
        String id,
        List<Change> changes,
        Optional<Thing> thing,
        Optional<Wanted> wanted,
        Set<String> send) {
    enum Action {
        CREATE,
        CHANGE,
        DELETE;

        String word() {
            return switch (this) {
                case CREATE -> "create";
                case CHANGE -> "change";
                case DELETE -> "delete";
            };
        }
    }

    static Step create(Wanted wanted) {
        return new Step(
                Action.CREATE,
                wanted.kind(),
                wanted.id(),
                List.of(),
                Optional.empty(),
                Optional.of(wanted),
                wanted.secrets().keySet());
    }

    static Step change(Thing thing, Wanted wanted, List<Change> changes, Set<String> send) {
        return new Step(
                Action.CHANGE,
                wanted.kind(),
                thing.id(),
                List.copyOf(changes),
                Optional.of(thing),
                Optional.of(wanted),
                Set.copyOf(send));
    }

    static Step delete(Thing thing) {
        return new Step(
                Action.DELETE, thing.kind(), thing.id(), List.of(), Optional.of(thing), Optional.empty(), Set.of());
    }

    Wanted wish() {
        return wanted.orElseThrow();
    }

    Optional<String> etag() {
        return thing.flatMap(Thing::etag);
    }

    @Override
    public String toString() {
        return action.word() + " " + kind.word() + (id.equals(kind.word()) ? "" : " " + id);
    }
}
