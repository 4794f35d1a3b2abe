package io.muster.app.wire;

import io.muster.azure.iothub.HubConnectionString;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.HubHost;
import io.muster.core.service.ServiceDraft;
import io.muster.core.service.ServiceDraft.Credential;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A linked hub of the resource: by connection string, its key given or masked, or by host name and identity (3.12). */
final class HubDraftWire {
    private static final Pattern MASK = Pattern.compile("\\*+");
    private static final Pattern MASKED_KEY = Pattern.compile("(?<=^|;)SharedAccessKey=\\*+(?=;|$)");
    private static final Pattern HOST_ALONE = Pattern.compile("HostName=([^;=]*);?");
    private static final Pattern RESOURCE_ID = Pattern.compile(
            "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.ManagedIdentity/userAssignedIdentities/[^/]+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CLIENT_ID = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final int LONGEST = 1024;

    /** Where a link goes and how, as far as one member tells it. */
    private record Link(HubHost host, Credential credential) {}

    private HubDraftWire() {}

    static boolean masked(String text) {
        return MASK.matcher(text.strip()).matches();
    }

    static ServiceDraft.Hub hub(Fields hub) {
        Optional<Link> keyed = hub.parsed(
                        "connectionString", text -> text.isBlank() ? Optional.<Link>empty() : keyed(text))
                .flatMap(link -> link);
        Link link = link(hub, keyed);
        return new ServiceDraft.Hub(
                link.host(),
                link.credential(),
                hub.number("allocationWeight").orElse(1),
                hub.bool("applyAllocationPolicy").orElse(true),
                hub.text("location").orElseThrow(() -> hub.wrong("location", "given: the hub's Azure region")),
                hub.parsed("endpoint", HubDraftWire::endpoint));
    }

    private static Link link(Fields hub, Optional<Link> keyed) {
        Optional<HubHost> named = hub.parsed("hostName", HubHost::new);
        if (keyed.isPresent()
                && named.filter(name -> !name.equals(keyed.get().host())).isPresent()) {
            throw hub.wrong("hostName", "the HostName of connectionString, or left out");
        }
        // Clients send back the read-only name, some of them nothing else to tell the hub by.
        HubHost host = keyed.map(Link::host)
                .or(() -> named)
                .or(() -> hub.parsed("name", HubHost::new))
                .orElseThrow(() -> hub.wrong("connectionString", "given, or hostName with authenticationType"));
        Optional<String> identity = identity(hub);
        String type = hub.text("authenticationType")
                .orElse(keyed.isPresent() || identity.isEmpty() ? "" : "UserAssigned")
                .toLowerCase(Locale.ROOT);
        Credential credential = switch (type) {
            case "" -> keyed.map(Link::credential).orElse(new Credential.Kept());
            case "keybased" -> keyed.map(Link::credential).orElse(new Credential.KeptKey(Optional.empty()));
            case "systemassigned" -> identity(Optional.empty());
            case "userassigned" -> identity.isPresent() ? identity(identity) : new Credential.KeptIdentity();
            default -> throw hub.wrong("authenticationType", "KeyBased, UserAssigned or SystemAssigned");
        };
        return new Link(host, credential);
    }

    private static Credential identity(Optional<String> id) {
        return new Credential.Given(new LinkedHub.ManagedIdentity(id));
    }

    private static Optional<String> identity(Fields hub) {
        String member = "selectedUserAssignedIdentityResourceId";
        Optional<String> resource = hub.text(member).filter(text -> !text.isBlank());
        Optional<String> client = hub.text("clientId").filter(text -> !text.isBlank());
        if (resource.isPresent() && client.isPresent()) {
            throw hub.wrong("clientId", "left out where " + member + " is given");
        }
        if (resource.filter(text -> !RESOURCE_ID.matcher(text).matches()).isPresent()) {
            throw hub.wrong(member, "the resource id of a user-assigned identity, /subscriptions/…");
        }
        if (client.filter(text -> !CLIENT_ID.matcher(text).matches()).isPresent()) {
            throw hub.wrong("clientId", "the client id of a user-assigned identity");
        }
        return resource.or(() -> client);
    }

    /** IllegalArgumentException that names the field at fault. */
    private static Optional<Link> keyed(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("hub connection string has more than " + LONGEST + " characters");
        }
        Matcher alone = HOST_ALONE.matcher(text.strip());
        if (alone.matches()) {
            // How a hub reached by identity is shown to clients that know connection strings only.
            return Optional.of(new Link(new HubHost(alone.group(1)), new Credential.Kept()));
        }
        String opened = MASKED_KEY.matcher(text).replaceFirst("SharedAccessKey=AAAA");
        HubConnectionString parsed = HubConnectionString.parse(opened);
        return Optional.of(new Link(
                parsed.host(),
                opened.equals(text)
                        ? new Credential.Given(parsed.access())
                        : new Credential.KeptKey(Optional.of(parsed.access().policyName()))));
    }

    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text);
            boolean bare = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawPath().replace("/", "").isEmpty();
            if (bare) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Falls through: what it must be says it all.
        }
        throw new IllegalArgumentException("must be https://address:port");
    }
}
