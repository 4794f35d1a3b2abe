package io.muster.local.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;

/** Keys made at random on the first start and kept with the data, so that devices and rows still fit after the next. */
final class LocalSecrets {
    private final Path file;
    private final Properties values = new Properties();
    private final SecureRandom random = new SecureRandom();

    private LocalSecrets(Path file) {
        this.file = file;
    }

    static LocalSecrets open(Path data) throws IOException {
        LocalSecrets secrets = new LocalSecrets(data.resolve("secrets.properties"));
        if (Files.exists(secrets.file)) {
            try (InputStream in = Files.newInputStream(secrets.file)) {
                secrets.values.load(in);
            }
        } else if (Files.getFileStore(data).supportsFileAttributeView("posix")) {
            Files.createFile(
                    secrets.file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return secrets;
    }

    /** A key of {@code bytes} random bytes in Base64, the same whenever this name is asked for. */
    String key(String name, int bytes) {
        return (String)
                values.computeIfAbsent(name, unused -> Base64.getEncoder().encodeToString(next(bytes)));
    }

    /** A random GUID, the same whenever this name is asked for. */
    String guid(String name) {
        return (String) values.computeIfAbsent(name, unused -> UUID.randomUUID().toString());
    }

    /** {@code 0ne} and eight characters, as real id scopes look (1.3). */
    String idScope() {
        return (String) values.computeIfAbsent(
                "idScope", unused -> "0ne" + HexFormat.of().formatHex(next(4)).toUpperCase(Locale.ROOT));
    }

    /** The port a process had when this data was used last, 0 before: rows name the vault and the hubs by their ports. */
    synchronized int port(String process, String fact) {
        return Integer.parseInt(values.getProperty("port." + process + "." + fact, "0"));
    }

    synchronized void remember(Child child) {
        child.ports().forEach((fact, port) -> values.setProperty("port." + child.name() + "." + fact, port.toString()));
    }

    void save() throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            values.store(out, "Keys of this local service");
        }
    }

    private byte[] next(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
