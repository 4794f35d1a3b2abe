package io.muster.local.vault;

import io.muster.local.issuer.IssuerClient;
import io.muster.local.issuer.IssuerSettings;
import io.muster.local.issuer.LoopbackIssuer;
import io.muster.local.process.ChildProcess;
import io.muster.local.process.CommandLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * The vault as its own process, which also hosts the token issuer: a JVM less to start. Options: {@code --port N}, {@code
 * --admin-port N}, {@code --issuer-port N} and {@code --issuer-admin-port N} (0, the default, takes a free one), {@code
 * --keystore PATH} (PKCS#12 with the server certificate, required), {@code --key NAME} (repeatable: an RSA-2048 key, made
 * if absent), {@code --data DIR}, {@code --exit-on-eof}. Secrets come from the environment: {@code MUSTER_VAULT_TOKEN} and
 * {@code MUSTER_TLS_PASSWORD}; with {@code MUSTER_ISSUER_CLIENTS} (JSON) and {@code MUSTER_ISSUER_TENANT} the issuer serves
 * too. Ready line: {@code {"ready":true,"port":N,"adminPort":N}}, with the issuer {@code issuerPort} and {@code
 * issuerAdminPort} beside them.
 */
public final class VaultDouble {
    private static final Set<String> VALUED =
            Set.of("--port", "--admin-port", "--keystore", "--key", "--data", "--issuer-port", "--issuer-admin-port");
    private static final String EXIT_ON_EOF = "--exit-on-eof";

    private VaultDouble() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine line = CommandLine.parse(args, VALUED, Set.of(EXIT_ON_EOF));
        Map<String, String> environment = System.getenv();
        SSLContext tls = tls(line, environment);
        LoopbackVault vault = LoopbackVault.start(settings(line, environment, tls), Clock.systemUTC());
        List<AutoCloseable> serving = new ArrayList<>(List.of(vault));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("port", vault.port());
        facts.put("adminPort", vault.adminPort());
        if (environment.containsKey("MUSTER_ISSUER_CLIENTS")) {
            LoopbackIssuer issuer = LoopbackIssuer.start(issuer(line, environment, tls), Clock.systemUTC());
            serving.add(issuer);
            facts.put("issuerPort", issuer.port());
            facts.put("issuerAdminPort", issuer.adminPort());
        }
        ChildProcess.serve(System.out, facts, line.has(EXIT_ON_EOF), serving.toArray(AutoCloseable[]::new));
    }

    private static IssuerSettings issuer(CommandLine line, Map<String, String> environment, SSLContext tls) {
        return new IssuerSettings(
                line.number("--issuer-port", 0, 0),
                line.number("--issuer-admin-port", 0, 0),
                tls,
                required(environment, "MUSTER_ISSUER_TENANT"),
                IssuerClient.parse(required(environment, "MUSTER_ISSUER_CLIENTS")));
    }

    private static SSLContext tls(CommandLine line, Map<String, String> environment) throws IOException {
        Path keystore = line.last("--keystore")
                .map(Path::of)
                .orElseThrow(() -> new IllegalArgumentException("--keystore is required"));
        return ServerTls.of(keystore, required(environment, "MUSTER_TLS_PASSWORD"));
    }

    private static VaultSettings settings(CommandLine line, Map<String, String> environment, SSLContext tls) {
        return new VaultSettings(
                line.number("--port", 0, 0),
                line.number("--admin-port", 0, 0),
                tls,
                new BearerToken(required(environment, "MUSTER_VAULT_TOKEN")),
                line.all("--key"),
                line.last("--data").map(Path::of));
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
    }
}
