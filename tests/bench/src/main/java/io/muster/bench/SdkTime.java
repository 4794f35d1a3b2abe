package io.muster.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.local.demo.ClientJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The vendor's Java SDK end to end, in a JVM of its own: from {@code create} to the assigned result, in milliseconds. */
record SdkTime(double first, double medianOfRest, int devices) {
    private static final String MARK = "registered-ms ";

    static SdkTime measure(LocalStack stack, Fleet fleet, Path target, int devices)
            throws IOException, InterruptedException {
        JsonNode facts = stack.facts();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(ClientJvm.options(facts, target));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                SdkClient.class.getName(),
                facts.path("device").path("host").asText(),
                facts.path("idScope").asText()));
        for (int i = 0; i < devices; i++) {
            command.add("sdk-" + i);
            command.add(fleet.key("sdk-" + i).revealBase64());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(Files.createDirectories(target.resolve("logs"))
                        .resolve("sdk.log")
                        .toFile()))
                .start();
        List<Double> times = new ArrayList<>();
        for (String line : process.inputReader().lines().toList()) {
            if (line.startsWith(MARK)) {
                times.add(Double.parseDouble(line.substring(MARK.length())));
            }
        }
        if (process.waitFor() != 0 || times.size() != devices) {
            throw new IOException("the SDK did not register its devices, see " + target.resolve("logs/sdk.log"));
        }
        double[] rest = times.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
        return new SdkTime(times.get(0), Sample.median(rest), devices);
    }
}
