package io.muster.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the demo in a JVM of its own, whose names, ports and trust are set up from outside: the clients stay unmodified. */
public final class DemoProcess {
    private DemoProcess() {}

    /** Returns the demo's exit code: 0 when the device was provisioned and its telemetry arrived. */
    public static int run(Path stackFile, Path data) throws IOException, InterruptedException {
        JsonNode stack = new ObjectMapper().readTree(stackFile.toFile());
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(ClientJvm.options(stack, data));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Demo.class.getName(), stackFile.toString()));
        Process demo = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(Files.createDirectories(stackFile.resolveSibling("logs"))
                                .resolve("demo.log")
                                .toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(demo::destroy));
        return demo.waitFor();
    }
}
