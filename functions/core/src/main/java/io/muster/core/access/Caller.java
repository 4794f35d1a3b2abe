package io.muster.core.access;

/**
 * Who was let in.
 *
 * @param name {@code policy:name} or {@code directory:object id}
 * @param application the directory's id of the calling application; empty for the holder of a policy
 */
public record Caller(String name, String application) {
    static Caller of(SasPolicy policy) {
        return new Caller("policy:" + policy.name(), "");
    }

    static Caller of(BearerTokens.Holder holder) {
        return new Caller("directory:" + holder.object(), holder.application());
    }
}
