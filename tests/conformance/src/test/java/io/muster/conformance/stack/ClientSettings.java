package io.muster.conformance.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.local.demo.ClientJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Has this JVM's clients reach the service: the files its command line names, then the ports. */
final class ClientSettings {
    private static final String OPTION = "-D";

    private ClientSettings() {}

    /** @param folder where the command line of this JVM expects {@code hosts} and {@code trust.p12} */
    static void apply(JsonNode facts, Path folder) {
        try {
            Files.createDirectories(folder);
            for (String option : ClientJvm.options(facts, folder)) {
                int equals = option.indexOf('=');
                String name = option.substring(OPTION.length(), equals);
                String value = option.substring(equals + 1);
                if (name.equals("javax.net.ssl.trustStore")) {
                    Files.copy(Path.of(value), folder.resolve("trust.p12"), StandardCopyOption.REPLACE_EXISTING);
                } else if (!name.equals("jdk.net.hosts.file")) {
                    System.setProperty(name, value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
