package io.muster.local.launcher;

import io.muster.gateway.GatewayMain;
import io.muster.local.certificates.KeyStoreFile;
import io.muster.local.certificates.LocalAuthority;
import io.muster.local.host.FunctionsHost;
import io.muster.local.hub.HubEmulator;
import io.muster.local.launcher.Supervisor.Recipe;
import io.muster.local.portmap.PortMap;
import io.muster.local.portmap.Route;
import io.muster.local.servicebus.ServiceBusLoopback;
import io.muster.local.vault.VaultDouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** All processes of one local service, in dependency order: stores and hubs, then the functions, then the edge. */
final class LocalService implements AutoCloseable {
    private final LocalOptions options;
    private final Path data;
    private final LocalSecrets secrets;
    private final Topology topology;
    private final LocalAuthority authority;
    private final Commands commands;
    private final Supervisor supervisor;
    private final Map<String, Function<Path, Recipe>> functionsHosts = new ConcurrentHashMap<>();
    private final List<AutoCloseable> closeLast = new ArrayList<>();

    LocalService(LocalOptions options, Path data, Path logs, Consumer<Map<String, Long>> changed)
            throws IOException, GeneralSecurityException {
        this.options = options;
        this.data = data;
        this.secrets = LocalSecrets.open(data);
        this.topology = new Topology(options, secrets);
        this.authority = LocalAuthority.open(data.resolve("certificates"), Clock.systemUTC());
        this.commands = new Commands(authority.trustStore());
        this.supervisor = new Supervisor(logs, changed);
    }

    /** Starts everything; what runs already is stopped by {@link #close} when something does not start. */
    StackFacts start() throws IOException, GeneralSecurityException, InterruptedException {
        Azurite azurite = Azurite.installed(options.app());

        List<Callable<Child>> stores = new ArrayList<>(
                List.of(() -> started(tables(azurite)), () -> started(serviceBus()), () -> started(vault())));
        for (int i = 0; i < options.hubHosts().size(); i++) {
            Recipe hub = hub(i);
            stores.add(() -> started(hub));
        }
        List<Child> ready = Together.run(stores);
        List<Child> hubs = ready.subList(3, ready.size());
        Map<String, String> settings = topology.appSettings(
                ready.get(0).fact("port"),
                ready.get(1).fact("port"),
                ready.get(2).fact("port"),
                ready.get(2).fact("issuerPort"),
                hubs.stream().map(hub -> hub.fact("https")).toList(),
                data.resolve("backups"));

        List<Callable<Child>> hosts = new ArrayList<>();
        IntStream.rangeClosed(1, options.instances())
                .forEach(i -> hosts.add(() -> started(functions("functions-http-" + i, "http", settings))));
        hosts.add(() -> started(functions("functions-work", "work", settings)));
        List<Child> functions = Together.run(hosts);
        List<Integer> httpPorts = functions.subList(0, options.instances()).stream()
                .map(host -> host.fact("port"))
                .toList();

        Child gateway = started(gateway(httpPorts));
        secrets.save();
        PortMap portMap = portMap(gateway, hubs);
        return new StackFacts(
                options,
                topology,
                settings,
                authority.caFile(),
                ready.get(0),
                ready.get(1),
                ready.get(2),
                hubs,
                httpPorts,
                functions.get(options.instances()),
                gateway,
                portMap.port());
    }

    /**
     * Stops a functions host in its orderly way and starts it where it was with the app in this folder.
     *
     * @return the new process id
     */
    long restart(String host, Path app) throws IOException {
        Function<Path, Recipe> recipe = functionsHosts.get(host);
        if (recipe == null) {
            throw new IllegalArgumentException("no functions host " + host + ", there are " + functionsHosts.keySet());
        }
        return supervisor.replace(recipe.apply(app.toAbsolutePath())).pid();
    }

    private Child started(Recipe recipe) throws IOException {
        Child child = supervisor.start(recipe, fact -> secrets.port(recipe.name(), fact));
        secrets.remember(child);
        return child;
    }

    Map<String, Long> pids() {
        return supervisor.pids();
    }

    private Recipe tables(Azurite azurite) throws IOException {
        String folder = options.data().isPresent()
                ? Files.createDirectories(data.resolve("tables")).toString()
                : "";
        return new Recipe(
                "tables",
                ports -> List.of(
                        "node", azurite.startScript().toString(), folder, Integer.toString(ports.applyAsInt("port"))),
                Map.of("AZURITE_ACCOUNTS", Topology.TABLE_ACCOUNT + ":" + topology.tableKey()));
    }

    private Recipe serviceBus() {
        return java(
                "service-bus",
                ServiceBusLoopback.class,
                Map.of("--port", "port", "--admin-port", "adminPort"),
                List.of("--queue", Topology.QUEUE, "--data", folder("service-bus")),
                Map.of("MUSTER_SB_KEY_NAME", Topology.BUS_KEY_NAME, "MUSTER_SB_KEY", topology.busKey()));
    }

    private Recipe vault() throws IOException, GeneralSecurityException {
        KeyStoreFile certificate = authority.issueServer("vault", List.of("localhost"), List.of("127.0.0.1"));
        return java(
                "vault",
                VaultDouble.class,
                Map.of(
                        "--port",
                        "port",
                        "--admin-port",
                        "adminPort",
                        "--issuer-port",
                        "issuerPort",
                        "--issuer-admin-port",
                        "issuerAdminPort"),
                List.of(
                        "--key",
                        Topology.VAULT_KEY,
                        "--keystore",
                        certificate.path().toString(),
                        "--data",
                        folder("vault")),
                Map.of(
                        "MUSTER_TLS_PASSWORD",
                        certificate.password(),
                        "MUSTER_VAULT_TOKEN",
                        topology.vaultToken(),
                        "MUSTER_ISSUER_TENANT",
                        topology.entra().tenantId(),
                        "MUSTER_ISSUER_CLIENTS",
                        topology.issuerClients()));
    }

    private Recipe hub(int index) throws IOException, GeneralSecurityException {
        String host = options.hubHosts().get(index);
        String name = "hub-" + (index + 1);
        String address = topology.hubAddress(index).getHostAddress();
        KeyStoreFile certificate = authority.issueServer(name, List.of(host, "localhost"), List.of(address));
        List<String> fixed = new ArrayList<>(List.of(
                "--host-name",
                host,
                "--address",
                address,
                "--keystore",
                certificate.path().toString(),
                "--data",
                folder(name)));
        Map<String, String> free = Map.of("--https-port", "https", "--mqtt-port", "mqtt", "--admin-port", "adminPort");
        if (options.standardPorts()) {
            fixed.addAll(List.of("--https-port", "443", "--mqtt-port", "8883"));
            free = Map.of("--admin-port", "adminPort");
        }
        return java(
                name,
                HubEmulator.class,
                free,
                fixed,
                Map.of(
                        "MUSTER_TLS_PASSWORD",
                        certificate.password(),
                        "MUSTER_HUB_POLICIES",
                        topology.hubPolicies(index)));
    }

    private Recipe functions(String name, String role, Map<String, String> settings) {
        Function<Path, Recipe> recipe = app -> java(
                name,
                FunctionsHost.class,
                role.equals("http") ? Map.of("--port", "port") : Map.of("--admin-port", "adminPort"),
                List.of("--app", app.toString(), "--role", role),
                settings);
        functionsHosts.put(name, recipe);
        return recipe.apply(options.app());
    }

    private Recipe gateway(List<Integer> upstreams) throws IOException, GeneralSecurityException {
        KeyStoreFile certificate = authority.issueServer(
                "gateway", List.of(options.deviceHost(), options.serviceHost(), "localhost"), List.of("127.0.0.1"));
        List<String> fixed =
                new ArrayList<>(List.of("--keystore", certificate.path().toString()));
        upstreams.forEach(port -> fixed.addAll(List.of("--upstream", "http://127.0.0.1:" + port)));
        if (options.standardPorts()) {
            fixed.addAll(List.of("--https-port", "443", "--mqtt-port", "8883", "--amqp-port", "5671"));
        }
        return java(
                "gateway",
                GatewayMain.class,
                options.standardPorts()
                        ? Map.of()
                        : Map.of("--https-port", "https", "--mqtt-port", "mqtt", "--amqp-port", "amqp"),
                fixed,
                Map.of("MUSTER_TLS_PASSWORD", certificate.password(), "MUSTER_EDGE_KEYS", topology.edgeKeys()));
    }

    /** @param freePorts options whose port is free at first and then stays, by the name the ready line gives it */
    private Recipe java(
            String name,
            Class<?> main,
            Map<String, String> freePorts,
            List<String> fixed,
            Map<String, String> environment) {
        return new Recipe(
                name,
                ports -> {
                    List<String> arguments = new ArrayList<>(fixed);
                    freePorts.forEach((option, fact) ->
                            arguments.addAll(List.of(option, Integer.toString(ports.applyAsInt(fact)))));
                    arguments.add("--exit-on-eof");
                    return commands.java(main, List.of(), arguments);
                },
                environment);
    }

    /** The vendor's clients go to fixed ports; through this proxy they reach the ports there are (seams.md section 12). */
    private PortMap portMap(Child gateway, List<Child> hubs) throws IOException {
        List<Route> routes = new ArrayList<>();
        InetSocketAddress edge = new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.fact("https"));
        InetSocketAddress mqtt = new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.fact("mqtt"));
        InetSocketAddress amqp = new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.fact("amqp"));
        for (String host : List.of(options.deviceHost(), options.serviceHost(), "127.0.0.1")) {
            routes.add(new Route(host, 443, edge));
            routes.add(new Route(host, 8883, mqtt));
            routes.add(new Route(host, 5671, amqp));
        }
        for (int i = 0; i < hubs.size(); i++) {
            InetAddress address = topology.hubAddress(i);
            for (String host :
                    List.of(options.hubHosts().get(i), topology.hubAlias(i).getHostAddress())) {
                routes.add(new Route(
                        host, 443, new InetSocketAddress(address, hubs.get(i).fact("https"))));
                routes.add(new Route(
                        host, 8883, new InetSocketAddress(address, hubs.get(i).fact("mqtt"))));
            }
        }
        PortMap map = PortMap.start("127.0.0.1", 0, routes);
        closeLast.add(map);
        return map;
    }

    private String folder(String name) {
        return data.resolve(name).toString();
    }

    @Override
    public void close() {
        supervisor.close();
        for (AutoCloseable each : closeLast) {
            try {
                each.close();
            } catch (Exception e) {
                System.err.println("could not be closed: " + e.getMessage());
            }
        }
    }
}
