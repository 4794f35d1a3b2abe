package io.muster.core.backup;

import io.muster.core.encryption.KeyWrapper;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Takes backups and brings them back (ADR 13): rows as lines, compressed, sealed under a key of the backup's own that the
 * vault has wrapped. Throws {@code Problem} UNAVAILABLE when a store or the vault fails.
 */
public final class Backups {
    private static final int KEY_BYTES = 32;
    private static final int LINES_AT_ONCE = 1000;

    private final Ports ports;
    private final IdScope scope;
    private final Retention retention;
    private final InstantSource clock;
    private final SecureRandom random;

    public record Ports(StoredRows rows, BackupPlace place, KeyWrapper vault) {}

    /**
     * What a backup holds.
     *
     * @param sha256 of its rows, in hexadecimal: equal for equal rows, whenever and under whatever key they were sealed
     */
    public record Report(BackupName name, long rows, String sha256) {}

    private interface LineReader {
        void accept(BufferedReader lines) throws IOException;
    }

    public Backups(Ports ports, IdScope scope, Retention retention, InstantSource clock, SecureRandom random) {
        this.ports = ports;
        this.scope = scope;
        this.retention = retention;
        this.clock = clock;
        this.random = random;
    }

    /** Oldest first. */
    public List<BackupName> names() {
        return ports.place().names();
    }

    /** @param progress told how many rows are done, now and then */
    public Report take(LongConsumer progress) {
        BackupName name = new BackupName(clock.instant());
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        Secret key = Secret.of(bytes);
        BackupHeader header = new BackupHeader(scope, name, ports.vault().wrap(key));
        MessageDigest digest = sha256();
        long[] rows = {0};
        try (BackupPlace.Writing writing = ports.place().create(name)) {
            try (Writer lines = new BufferedWriter(new OutputStreamWriter(
                    new DigestOutputStream(new GZIPOutputStream(new SealedOutput(writing.out(), header, key)), digest),
                    StandardCharsets.UTF_8))) {
                ports.rows().read(line -> {
                    lines.write(line);
                    lines.write('\n');
                    told(++rows[0], progress);
                });
            }
            writing.commit();
        } catch (IOException e) {
            throw Problem.unavailable("the backup could not be written", e);
        }
        return new Report(name, rows[0], HexFormat.of().formatHex(digest.digest()));
    }

    /** Reads a backup from end to end. Throws {@link BackupException} when it is not whole, or of another service. */
    public Report check(BackupName name) {
        MessageDigest digest = sha256();
        long[] rows = {0};
        read(name, digest, lines -> {
            while (lines.readLine() != null) {
                rows[0]++;
            }
        });
        return new Report(name, rows[0], HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Writes a backup's rows into empty tables, after it was found whole.
     *
     * @param resume whether rows of this very backup may be there, from a restoring that was broken off
     * @throws BackupException when there are other rows
     */
    public Report restore(BackupName name, boolean resume, LongConsumer progress) {
        Report found = check(name);
        if (!resume && !ports.rows().empty()) {
            throw new BackupException("there are rows already: restore into empty tables while no app runs,"
                    + " or go on with a restoring that was broken off by --resume");
        }
        read(name, sha256(), lines -> {
            List<String> batch = new ArrayList<>();
            long done = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                batch.add(line);
                if (batch.size() == LINES_AT_ONCE) {
                    ports.rows().insert(batch);
                    batch.clear();
                }
                told(++done, progress);
            }
            ports.rows().insert(batch);
        });
        return found;
    }

    /** Deletes what need not be kept; returns how many. */
    public int prune() {
        List<BackupName> superfluous = retention.superfluous(names(), clock.instant());
        superfluous.forEach(ports.place()::delete);
        return superfluous.size();
    }

    private void read(BackupName name, MessageDigest digest, LineReader reader) {
        try (InputStream in = new BufferedInputStream(ports.place().open(name))) {
            BackupHeader header = BackupHeader.read(in);
            if (!header.scope().matches(scope.text()) || !header.name().equals(name)) {
                throw new BackupException("this is backup " + header.name().text() + " of the service "
                        + header.scope().text() + ", not " + name.text() + " of " + scope.text());
            }
            SealedInput sealed = new SealedInput(in, header, key(header));
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    new DigestInputStream(new GZIPInputStream(sealed), digest), StandardCharsets.UTF_8))) {
                reader.accept(lines);
            }
        } catch (IOException e) {
            throw Problem.unavailable("the backup could not be read", e);
        }
    }

    private Secret key(BackupHeader header) {
        try {
            Secret key = ports.vault().unwrap(header.key());
            if (key.length() == KEY_BYTES) {
                return key;
            }
        } catch (IllegalStateException | IllegalArgumentException foreign) {
            throw new BackupException("the backup's key is none of this vault's", foreign);
        }
        throw new BackupException("the backup's key is none");
    }

    private static void told(long rows, LongConsumer progress) {
        if (rows % (10 * LINES_AT_ONCE) == 0) {
            progress.accept(rows);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }
}
