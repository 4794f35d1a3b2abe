package io.muster.local.launcher;

import io.muster.local.certificates.KeyStoreFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of child JVMs: this JVM's Java and class path, small and quick to start. */
final class Commands {
    private final KeyStoreFile trust;

    Commands(KeyStoreFile trust) {
        this.trust = trust;
    }

    List<String> java(Class<?> main, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                // The development CA is trusted by these processes only (seams.md section 10).
                "-Djavax.net.ssl.trustStore=" + trust.path(),
                "-Djavax.net.ssl.trustStorePassword=" + trust.password()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }
}
