package io.muster.azure.tables;

import java.util.Optional;

/** Tells the kinds of row in the service's partition apart. */
record ServiceRows(
        GroupRows groups,
        HubRows hubs,
        PolicyRows policies,
        SettingsRows settings,
        ReleaseRows releases,
        CaRows cas,
        CrlRows crls,
        DenialRows denials) {
    /** What the row holds; empty for rows the snapshot has no use for. */
    Optional<Object> read(Row row) {
        String key = row.key().row();
        if (key.startsWith(Keys.GROUP)) {
            return Optional.of(groups.read(row));
        }
        if (key.startsWith(Keys.HUB)) {
            return Optional.of(hubs.read(row));
        }
        if (key.startsWith(Keys.RELEASE)) {
            return Optional.of(releases.read(row));
        }
        if (key.startsWith(Keys.CA)) {
            return Optional.of(cas.read(row));
        }
        if (key.startsWith(Keys.CRL)) {
            return Optional.of(crls.read(row));
        }
        if (key.startsWith(Keys.DENIAL)) {
            return Optional.of(denials.read(row));
        }
        if (key.equals(Keys.SETTINGS)) {
            return Optional.of(settings.read(row));
        }
        return key.startsWith(Keys.POLICY) ? Optional.of(policies.read(row)) : Optional.empty();
    }
}
