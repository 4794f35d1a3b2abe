package io.muster.core.service;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Azure's regions, those of the sovereign clouds with them. */
final class Regions {
    private static final Set<String> NAMES =
            Set.of(("australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral "
                            + "brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus "
                            + "centraluseuap chilecentral denmarkeast eastasia eastus eastus2 eastus2euap "
                            + "francecentral francesouth germanynorth germanywestcentral indonesiacentral "
                            + "israelcentral italynorth japaneast japanwest jioindiacentral jioindiawest "
                            + "koreacentral koreasouth malaysiawest mexicocentral newzealandnorth northcentralus "
                            + "northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth "
                            + "southafricawest southcentralus southeastasia southeastus3 southindia spaincentral "
                            + "swedencentral swedensouth switzerlandnorth switzerlandwest uaecentral uaenorth "
                            + "uksouth ukwest westcentralus westeurope westindia westus westus2 westus3 "
                            + "chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2 chinanorth3 "
                            + "usgovarizona usgovtexas usgoviowa usgovvirginia usdodcentral usdodeast")
                    .split(" "));

    private Regions() {}

    /** {@code westeurope} for {@code West Europe}, in any case; empty when there is no such region. */
    static Optional<String> named(String text) {
        String name = text.replace(" ", "").toLowerCase(Locale.ROOT);
        return NAMES.contains(name) ? Optional.of(name) : Optional.empty();
    }
}
