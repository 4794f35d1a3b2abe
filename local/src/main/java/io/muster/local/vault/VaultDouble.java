package io.muster.local.vault;

import io.muster.local.process.ChildProcess;
import io.muster.local.process.CommandLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The vault as its own process. Options: {@code --port N} and {@code --admin-port N} (0, the default, takes a free
 * one), {@code --keystore PATH} (PKCS#12 with the server certificate, required), {@code --key NAME} (repeatable: an
 * RSA-2048 key, made if absent), {@code --data DIR}, {@code --exit-on-eof}. Secrets come from the environment: {@code
 * MUSTER_VAULT_TOKEN} and {@code MUSTER_TLS_PASSWORD}. Ready line: {@code {"ready":true,"port":N,"adminPort":N}}.
 */
public final class VaultDouble {
    private static final Set<String> VALUED = Set.of("--port", "--admin-port", "--keystore", "--key", "--data");
    private static final String EXIT_ON_EOF = "--exit-on-eof";

    private VaultDouble() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine line = CommandLine.parse(args, VALUED, Set.of(EXIT_ON_EOF));
        LoopbackVault vault = LoopbackVault.start(settings(line, System.getenv()), Clock.systemUTC());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("port", vault.port());
        facts.put("adminPort", vault.adminPort());
        ChildProcess.serve(System.out, facts, line.has(EXIT_ON_EOF), vault);
    }

    private static VaultSettings settings(CommandLine line, Map<String, String> environment) throws IOException {
        Path keystore = line.last("--keystore")
                .map(Path::of)
                .orElseThrow(() -> new IllegalArgumentException("--keystore is required"));
        return new VaultSettings(
                line.number("--port", 0, 0),
                line.number("--admin-port", 0, 0),
                ServerTls.of(keystore, required(environment, "MUSTER_TLS_PASSWORD")),
                new BearerToken(required(environment, "MUSTER_VAULT_TOKEN")),
                line.all("--key"),
                line.last("--data").map(Path::of));
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
    }
}
