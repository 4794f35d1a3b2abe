package io.muster.azure.backup;

import io.muster.core.backup.BackupException;
import io.muster.core.backup.BackupName;
import io.muster.core.backup.BackupPlace;
import io.muster.core.identity.IdScope;
import io.muster.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder, for the service that runs on one machine; a backup is the file {@code <id scope, lower case>/<name>}. */
public final class FolderPlace implements BackupPlace {
    private static final String UNFINISHED = ".unfinished";
    /** No backup is on its way for longer. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Path folder;

    public FolderPlace(IdScope scope, Path folder) {
        this.folder = folder.resolve(scope.text().toLowerCase(Locale.ROOT));
    }

    @Override
    public List<BackupName> names() {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> BackupName.parse(name(file)))
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw fault(e);
        }
    }

    @Override
    public Writing create(BackupName name) {
        try {
            Files.createDirectories(folder);
            sweep(name.taken().minus(LONGEST));
            return new FileWriting(folder.resolve(name.text() + UNFINISHED), folder.resolve(name.text()));
        } catch (FileAlreadyExistsException e) {
            throw new BackupException("a backup of that second is being written already");
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /** Takes away what processes left that were ended in the middle. */
    private void sweep(Instant before) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (unfinished(file)
                        .filter(name -> name.taken().isBefore(before))
                        .isPresent()) {
                    boolean unused = Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Optional<BackupName> unfinished(Path file) {
        String name = name(file);
        return name.endsWith(UNFINISHED)
                ? BackupName.parse(name.substring(0, name.length() - UNFINISHED.length()))
                : Optional.empty();
    }

    @Override
    public InputStream open(BackupName name) {
        try {
            return Files.newInputStream(folder.resolve(name.text()));
        } catch (NoSuchFileException e) {
            throw new BackupException("there is no backup " + name.text());
        } catch (IOException e) {
            throw fault(e);
        }
    }

    @Override
    public void delete(BackupName name) {
        try {
            boolean unused = Files.deleteIfExists(folder.resolve(name.text()));
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Problem fault(IOException error) {
        return Problem.unavailable("the backups' folder cannot be used", error);
    }

    private static final class FileWriting implements Writing {
        private final Path unfinished;
        private final Path file;
        private final FileChannel out;
        private final OutputStream stream;

        FileWriting(Path unfinished, Path file) throws IOException {
            this.unfinished = unfinished;
            this.file = file;
            // Refused when another writes it.
            this.out = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            this.stream = Channels.newOutputStream(out);
        }

        @Override
        public OutputStream out() {
            return stream;
        }

        @Override
        public void commit() throws IOException {
            out.force(true);
            out.close();
            try {
                // A link refuses to replace what is there; a move would not.
                Path unused = Files.createLink(file, unfinished);
            } catch (FileAlreadyExistsException e) {
                throw new BackupException("there is a backup of that second already");
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
            boolean unused = Files.deleteIfExists(unfinished);
        }
    }
}
