package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.fleet.document.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The names by which enrollments mean hubs and CA certificates. */
final class References {
    private References() {}

    /** Throws when a name leads nowhere, as far as what is there was read. */
    static void require(List<Wanted> wishes, Inventory inventory) throws RefusedException {
        List<String> faults = new ArrayList<>();
        for (Wanted wanted : wishes) {
            if (inventory.service().isPresent()) {
                require(wanted, "hub", hubs(wanted.state()), known(wishes, inventory, Kind.HUB), faults);
            }
            if (inventory.knowsCertificates()) {
                require(wanted, "certificate", cas(wanted.state()), known(wishes, inventory, Kind.CERTIFICATE), faults);
            }
        }
        if (!faults.isEmpty()) {
            throw new RefusedException(faults);
        }
    }

    /** The hubs that an enrollment names, in lower case. */
    static Set<String> hubs(JsonNode state) {
        Set<String> names = new LinkedHashSet<>();
        state.path("iotHubs").forEach(hub -> names.add(Thing.folded(hub.asText())));
        if (state.has("iotHubHostName")) {
            names.add(Thing.folded(state.path("iotHubHostName").asText()));
        }
        return names;
    }

    /** The CA certificates that an enrollment names, in lower case. */
    static Set<String> cas(JsonNode state) {
        Set<String> names = new LinkedHashSet<>();
        state.at("/attestation/x509/caReferences").forEach(name -> names.add(Thing.folded(name.asText())));
        return names;
    }

    private static void require(Wanted wanted, String what, Set<String> named, Set<String> known, List<String> faults) {
        named.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add(wanted.kind().word() + " " + wanted.id() + " names the " + what + " " + name
                        + ", which is neither described nor there"));
    }

    private static Set<String> known(List<Wanted> wishes, Inventory inventory, Kind kind) {
        Set<String> known = new LinkedHashSet<>(inventory.of(kind).keySet());
        known.addAll(Wishes.byId(wishes, kind).keySet().stream().collect(Collectors.toSet()));
        return known;
    }
}
