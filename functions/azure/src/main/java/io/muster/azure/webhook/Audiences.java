package io.muster.azure.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which webhook hosts get a token of this app's identity, and made out to whom. Never to a service of Azure's own: with such
 * a token a webhook could act as this app (seams.md section 7).
 */
public final class Audiences {
    public static final Audiences NONE = new Audiences(Map.of());

    /** Where the audiences of Azure's services lie: hubs, storage, vaults, Service Bus, ARM and the like, in each cloud. */
    private static final List<String> AZURE = List.of(
            "azure.net",
            "azure.com",
            "azure.cn",
            "azure.us",
            "azure-devices.net",
            "azure-devices.cn",
            "azure-devices.us",
            "azure-devices-provisioning.net",
            "windows.net",
            "chinacloudapi.cn",
            "usgovcloudapi.net",
            "microsoft.com",
            "microsoftonline.com",
            "microsoftazure.us");

    /** The same services by their application's id: IoT Hub, DPS, storage, vaults, Service Bus, ARM, Graph. */
    private static final Set<String> AZURE_IDS = Set.of(
            "89d10474-74af-4874-99a7-c23c2f643083",
            "0cd79364-7a90-4354-9984-6e36c841418d",
            "e406a681-f3d4-42a8-90b6-c2b029497af1",
            "cfa8b339-82a2-471a-a3c9-0fc0be7a4093",
            "80a10ef9-8168-493d-abf9-3297c4ef6e3c",
            "797f4846-ba00-4fd7-ba43-dac1f8f63013",
            "00000003-0000-0000-c000-000000000000");

    private final Map<String, String> byHost;

    private Audiences(Map<String, String> byHost) {
        this.byHost = Map.copyOf(byHost);
    }

    /** Audiences by host name; IllegalArgumentException that names the host of one which no webhook may have. */
    public static Audiences of(Map<String, String> byHost) {
        byHost.forEach(Audiences::check);
        return new Audiences(byHost.entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue)));
    }

    private static void check(String host, String audience) {
        String form = audience.strip().toLowerCase(Locale.ROOT);
        if (form.isEmpty()) {
            throw new IllegalArgumentException("the audience for " + host + " is empty");
        }
        String name = form.startsWith("api://") ? form.substring("api://".length()) : form;
        boolean ofAzure = AZURE_IDS.stream().anyMatch(name::startsWith)
                || AZURE.stream().anyMatch(domain -> {
                    String asked = host(form);
                    return asked.equals(domain) || asked.endsWith("." + domain);
                });
        if (ofAzure) {
            throw new IllegalArgumentException(
                    "the audience for " + host + " is one of Azure's own services; register an application for it");
        }
    }

    /** The host of an audience that is an URL, with or without scheme; else the text itself. */
    private static String host(String audience) {
        try {
            URI uri = new URI(audience.contains("://") ? audience : "https://" + audience);
            String host = Optional.ofNullable(uri.getHost()).orElse(audience);
            return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("an audience is not well-formed", e);
        }
    }

    Optional<String> of(String host) {
        return Optional.ofNullable(byHost.get(host));
    }
}
