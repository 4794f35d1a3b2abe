package io.muster.local.host;

import io.muster.local.process.CommandLine;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The command line: folder of the packaged app, role, port (0 for a free one), where timer functions can be run at once,
 * whether to end with stdin.
 */
record HostOptions(Path app, Role role, int port, OptionalInt adminPort, boolean exitOnEof) {
    private static final String ADMIN_PORT = "--admin-port";

    /** {@link IllegalArgumentException} says what is wrong. */
    static HostOptions parse(String[] args) {
        CommandLine line =
                CommandLine.parse(args, Set.of("--app", "--role", "--port", ADMIN_PORT), Set.of("--exit-on-eof"));
        Path app = Path.of(line.last("--app").orElseThrow(() -> new IllegalArgumentException("--app DIR is needed")));
        Role role = Role.parse(line.last("--role").orElse("all"));
        int port = line.number("--port", 0, 0);
        if (port > 65535) {
            throw new IllegalArgumentException("--port must be at most 65535");
        }
        OptionalInt admin =
                line.last(ADMIN_PORT).isPresent() ? OptionalInt.of(line.number(ADMIN_PORT, 0, 0)) : OptionalInt.empty();
        return new HostOptions(app, role, port, admin, line.has("--exit-on-eof"));
    }
}
