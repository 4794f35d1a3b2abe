package io.muster.azure.tables;

import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import io.muster.core.encryption.DataKey;
import io.muster.core.encryption.DataKeys;
import io.muster.core.encryption.KeyWrapper;
import io.muster.core.identity.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Data keys, wrapped in the table and opened once a process. The first instance to seal something makes the first. */
final class TableDataKeys implements DataKeys {
    private static final String ID = "Id";

    private final StorageTable table;
    private final Keys keys;
    private final KeyWrapper wrapper;
    private final SecureRandom random;
    private final Lazy<DataKey> current = new Lazy<>(this::findOrMake);
    private final Map<String, DataKey> opened = new ConcurrentHashMap<>();

    TableDataKeys(StorageTable table, Keys keys, KeyWrapper wrapper, SecureRandom random) {
        this.table = table;
        this.keys = keys;
        this.wrapper = wrapper;
        this.random = random;
    }

    @Override
    public DataKey current() {
        return current.get();
    }

    @Override
    public DataKey byId(String id) {
        DataKey known = opened.get(id);
        return known != null ? known : open(id);
    }

    private DataKey findOrMake() {
        if (table.find(keys.currentDataKey()).isEmpty()) {
            make();
        }
        return byId(table.find(keys.currentDataKey()).orElseThrow().text(ID));
    }

    /** Either both rows are written or, when another instance was first, neither. */
    private void make() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String id = newId();
        KeyWrapper.Wrapped wrapped = wrapper.wrap(Secret.of(bytes));
        Row key = Row.at(keys.dataKey(id))
                .put(ID, id)
                .put("Wrapped", wrapped.base64())
                .put("WrappingKeyId", wrapped.wrappingKeyId());
        Row pointer = Row.at(keys.currentDataKey()).put(ID, id);
        Outcome unused = table.submit(List.of(create(key), create(pointer)));
    }

    // One at a time: however many requests wait for a key, the vault is asked once.
    private synchronized DataKey open(String id) {
        DataKey known = opened.get(id);
        if (known != null) {
            return known;
        }
        Row row =
                table.find(keys.dataKey(id)).orElseThrow(() -> new IllegalStateException("there is no data key " + id));
        Secret key = wrapper.unwrap(new KeyWrapper.Wrapped(row.text("WrappingKeyId"), row.text("Wrapped")));
        DataKey dataKey = new DataKey(id, key);
        opened.put(id, dataKey);
        return dataKey;
    }

    private String newId() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static TableTransactionAction create(Row row) {
        return new TableTransactionAction(TableTransactionActionType.CREATE, row.entity());
    }
}
