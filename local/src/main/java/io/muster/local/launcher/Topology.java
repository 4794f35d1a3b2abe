package io.muster.local.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names, keys and settings of one local service: what its processes must agree on before the first of them runs. */
final class Topology {
    /** Where the hubs are said to be, so that geoLatency can be tried (3.4). */
    private static final List<String> REGIONS = List.of("westeurope", "eastus", "japaneast");

    /** DPS stops at 100, and at 25 CAs; what is tried out here need not. */
    private static final String MAX_GROUPS = "10000";

    private static final String MAX_CAS = "1000";

    /** DPS takes on 1,000 registers a minute; what is tried out here, and measured, is to be held up by nothing. */
    private static final List<String> RATES = List.of(
            "MUSTER_RATE_REGISTRATIONS", "MUSTER_RATE_SERVICE_CALLS", "MUSTER_RATE_POLLS", "MUSTER_RATE_PENALTY_S");

    private static final String UNLIMITED = "0";

    static final String TABLE_ACCOUNT = "muster";
    static final String QUEUE = "assignments";
    static final String VAULT_KEY = "muster";
    static final String BUS_KEY_NAME = "muster";
    static final String HUB_POLICY = "iothubowner";
    static final String SERVICE_POLICY = "provisioningserviceowner";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ALL_RIGHTS = List.of(
            "ServiceConfig",
            "EnrollmentRead",
            "EnrollmentWrite",
            "DeviceConnect",
            "RegistrationStatusRead",
            "RegistrationStatusWrite");

    private final LocalOptions options;
    private final LocalSecrets secrets;
    private final EntraDouble entra;

    Topology(LocalOptions options, LocalSecrets secrets) {
        this.options = options;
        this.secrets = secrets;
        this.entra = new EntraDouble(secrets);
    }

    EntraDouble entra() {
        return entra;
    }

    String issuerClients() {
        return json(entra.clients());
    }

    String idScope() {
        return secrets.idScope();
    }

    /** Where a hub listens: with the standard ports on an address of its own, else on 127.0.0.1, the only one macOS has. */
    InetAddress hubAddress(int hub) throws UnknownHostException {
        return options.standardPorts() ? hubAlias(hub) : loopback(1);
    }

    /** The address a hub's name stands for at the port map, which tells hosts apart by it: Java resolves before it asks. */
    InetAddress hubAlias(int hub) throws UnknownHostException {
        return loopback(hub + 2);
    }

    private static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    String tableKey() {
        return secrets.key("table", 64);
    }

    String tableConnectionString(int port) {
        return "DefaultEndpointsProtocol=http;AccountName=" + TABLE_ACCOUNT + ";AccountKey=" + tableKey()
                + ";TableEndpoint=http://127.0.0.1:" + port + "/" + TABLE_ACCOUNT;
    }

    String busKey() {
        return secrets.key("serviceBus", 32);
    }

    String busConnectionString(int port) {
        return "Endpoint=sb://127.0.0.1:" + port + ";SharedAccessKeyName=" + BUS_KEY_NAME + ";SharedAccessKey="
                + busKey() + ";UseDevelopmentEmulator=true;";
    }

    String vaultToken() {
        return secrets.key("vaultToken", 24);
    }

    String edgeKeys() {
        return "local:" + secrets.key("edge", 32);
    }

    String hubPolicies(int hub) {
        return json(List.of(Map.of("keyName", HUB_POLICY, "key", hubKey(hub))));
    }

    String hubConnectionString(int hub) {
        return "HostName=" + options.hubHosts().get(hub) + ";SharedAccessKeyName=" + HUB_POLICY + ";SharedAccessKey="
                + hubKey(hub);
    }

    String serviceConnectionString() {
        return "HostName=" + options.serviceHost() + ";SharedAccessKeyName=" + SERVICE_POLICY + ";SharedAccessKey="
                + secrets.key("servicePrimary", 32);
    }

    /** The environment of every functions host. */
    Map<String, String> appSettings(
            int tablePort, int busPort, int vaultPort, int issuerPort, List<Integer> hubPorts, Path backups)
            throws UnknownHostException {
        List<Map<String, Object>> hubs = new ArrayList<>();
        for (int i = 0; i < hubPorts.size(); i++) {
            hubs.add(Map.of(
                    "connectionString",
                    hubConnectionString(i),
                    "endpoint",
                    "https://" + hubAddress(i).getHostAddress() + ":" + hubPorts.get(i),
                    "location",
                    REGIONS.get(i % REGIONS.size())));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("MUSTER_LOCAL", "true");
        settings.put("MUSTER_ID_SCOPE", idScope());
        settings.put("MUSTER_SERVICE_HOSTS", options.serviceHost() + "," + options.deviceHost());
        settings.put("MUSTER_TABLES", tableConnectionString(tablePort));
        settings.put("MUSTER_BACKUPS", backups.toString());
        settings.put("ServiceBusConnection", busConnectionString(busPort));
        settings.put("MUSTER_QUEUE", QUEUE);
        settings.put("MUSTER_KEY", "https://127.0.0.1:" + vaultPort + "/keys/" + VAULT_KEY);
        settings.put("MUSTER_VAULT_TOKEN", vaultToken());
        settings.put("MUSTER_ENTRA", json(entra.appSetting(issuerPort)));
        settings.put("MUSTER_MAX_GROUPS", MAX_GROUPS);
        settings.put("MUSTER_MAX_CAS", MAX_CAS);
        settings.put("MUSTER_EDGE_KEYS", edgeKeys());
        settings.put("MUSTER_FRONT_END", "gateway");
        settings.put("MUSTER_HUBS", json(hubs));
        settings.put("MUSTER_POLICIES", json(List.of(policy())));
        RATES.forEach(rate -> settings.put(rate, UNLIMITED));
        for (String more : options.settings()) {
            int equals = more.indexOf('=');
            settings.put(more.substring(0, equals), more.substring(equals + 1));
        }
        return settings;
    }

    private Map<String, Object> policy() {
        return Map.of(
                "keyName",
                SERVICE_POLICY,
                "primaryKey",
                secrets.key("servicePrimary", 32),
                "secondaryKey",
                secrets.key("serviceSecondary", 32),
                "rights",
                ALL_RIGHTS);
    }

    private String hubKey(int hub) {
        return secrets.key("hub-" + options.hubHosts().get(hub), 32);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values cannot be written as JSON", e);
        }
    }
}
