package io.muster.fleet.secret;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Fetches what references stand for. */
public final class SecretSource {
    private static final long MAX_BYTES = 256 * 1024;

    private final Map<String, String> environment;
    private final Path folder;

    /** @param folder where relative paths begin: the description's */
    public SecretSource(Map<String, String> environment, Path folder) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    /** The secret without the line ends around it; empty where there is none yet. */
    public Optional<String> find(Reference reference) {
        return (reference.kind() == Reference.Kind.ENV
                        ? Optional.ofNullable(environment.get(reference.place()))
                        : file(reference.place()))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** As {@link #find}; throws, naming the reference only, where there is none. */
    public String get(Reference reference) throws SecretMissingException {
        return find(reference)
                .orElseThrow(() -> new SecretMissingException(reference
                        + (reference.kind() == Reference.Kind.ENV
                                ? " is not set in the environment"
                                : " cannot be read, is empty or larger than " + MAX_BYTES / 1024 + " KB")));
    }

    /** The text of a file that is no secret, such as a certificate's PEM. */
    public Optional<String> file(String path) {
        try {
            Path file = folder.resolve(path);
            return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (CharacterCodingException | InvalidPathException e) {
            return Optional.empty();
        } catch (IOException e) {
            // Not there for us, whatever the reason: who asks names the file.
            return Optional.empty();
        }
    }
}
