package io.muster.app.wire;

import io.muster.app.http.Request;
import java.util.function.Function;

/** Ids that stand in the path. */
public final class PathIds {
    private PathIds() {}

    public static <T> T parse(String name, Request request, Function<String, T> parser) {
        return Fields.parse(name, request.parameter(name), parser);
    }
}
