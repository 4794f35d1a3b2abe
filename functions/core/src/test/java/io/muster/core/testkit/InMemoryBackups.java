package io.muster.core.testkit;

import io.muster.core.backup.BackupException;
import io.muster.core.backup.BackupName;
import io.muster.core.backup.BackupPlace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Backups as byte arrays. */
public final class InMemoryBackups implements BackupPlace {
    private final Map<BackupName, byte[]> whole = new TreeMap<>();
    private final Journal journal;

    public InMemoryBackups(Journal journal) {
        this.journal = journal;
    }

    public byte[] bytes(BackupName name) {
        return Optional.ofNullable(whole.get(name)).orElseThrow().clone();
    }

    public void put(BackupName name, byte[] bytes) {
        whole.put(name, bytes.clone());
    }

    @Override
    public List<BackupName> names() {
        return List.copyOf(whole.keySet());
    }

    @Override
    public InputStream open(BackupName name) {
        return new ByteArrayInputStream(Optional.ofNullable(whole.get(name))
                .orElseThrow(() -> new BackupException("there is no backup " + name.text())));
    }

    @Override
    public void delete(BackupName name) {
        whole.remove(name);
    }

    @Override
    public Writing create(BackupName name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new Writing() {
            @Override
            public OutputStream out() {
                return bytes;
            }

            @Override
            public void commit() {
                journal.before("backup.commit");
                if (whole.putIfAbsent(name, bytes.toByteArray()) != null) {
                    throw new BackupException("there is a backup of that second already");
                }
            }

            @Override
            public void close() {}
        };
    }
}
