package io.muster.core.backup;

import io.muster.core.encryption.KeyWrapper.Wrapped;
import io.muster.core.identity.IdScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The first line of a backup, the only one in the clear:
 * {@code muster-backup 1 <id scope> <name> <wrapping key> <wrapped key, Base64>}. Every frame after it is bound to it.
 *
 * @param key the key of this backup alone, as the vault has wrapped it
 */
record BackupHeader(IdScope scope, BackupName name, Wrapped key) {
    private static final String MAGIC = "muster-backup";
    private static final String VERSION = "1";
    private static final int MAX_BYTES = 4096;
    private static final int PARTS = 6;

    byte[] bytes() {
        String line =
                String.join(" ", MAGIC, VERSION, scope.text(), name.text(), key.wrappingKeyId(), key.base64() + "\n");
        return line.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads up to the line's end and no further. */
    static BackupHeader read(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() == MAX_BYTES) {
                throw new BackupException("this is no backup: it has no first line");
            }
            line.write(next);
        }
        return parse(line.toString(StandardCharsets.UTF_8));
    }

    private static BackupHeader parse(String line) {
        String[] parts = line.split(" ", -1);
        if (!parts[0].equals(MAGIC)) {
            throw new BackupException("this is no backup: it does not begin with " + MAGIC);
        }
        if (parts.length < 2 || !parts[1].equals(VERSION)) {
            throw new BackupException("this backup is of a later release; this one reads version " + VERSION);
        }
        if (parts.length != PARTS) {
            throw new BackupException("the backup's first line is damaged");
        }
        try {
            return new BackupHeader(
                    new IdScope(parts[2]),
                    BackupName.parse(parts[3])
                            .orElseThrow(() -> new BackupException("the backup's first line names no time")),
                    new Wrapped(parts[4], parts[5]));
        } catch (IllegalArgumentException e) {
            throw new BackupException("the backup's first line is damaged", e);
        }
    }
}
