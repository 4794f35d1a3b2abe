package io.muster.azure.tables;

import io.muster.core.certificate.Denial;
import io.muster.core.certificate.DenyList;
import java.util.List;

/** The deny list in the service's partition: what attests devices has it in its snapshot already. */
record TableDenials(ClockedRows rows, DenialRows codec, Keys keys, ServiceCache cache) implements DenyList {
    @Override
    public List<Entry> all() {
        return cache.latest().denials();
    }

    @Override
    public void put(Entry entry) {
        rows.put(codec.write(entry));
    }

    @Override
    public boolean remove(Denial denial) {
        return rows.remove(keys.denial(denial));
    }
}
