package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("gateway/Dockerfile, as far as it can be checked without building it")
class DockerfileTest {
    private static final String TEXT = Repository.text("gateway/Dockerfile").replace("\\\n", " ");

    private static List<String> lines(String instruction) {
        return TEXT.lines()
                .filter(each -> each.startsWith(instruction + " "))
                .map(each -> each.substring(instruction.length() + 1).strip())
                .toList();
    }

    private static String last(String instruction) {
        List<String> all = lines(instruction);
        assertFalse(all.isEmpty(), instruction);
        return all.get(all.size() - 1);
    }

    @Test
    void it_knows_only_plain_instructions() {
        List<String> others = TEXT.lines()
                .filter(each -> !each.isBlank())
                .filter(each -> !each.matches("(#|FROM |WORKDIR |COPY |RUN |USER |EXPOSE |ENTRYPOINT ).*"))
                .toList();
        assertEquals(List.of(), others);
    }

    @Test
    void one_stage_builds_and_another_runs_each_from_an_image_with_a_tag() {
        List<String> stages = lines("FROM");
        assertEquals(2, stages.size());
        for (String stage : stages) {
            String tag = stage.replaceFirst(" AS .*", "").replaceFirst("^[^:]+:?", "");
            assertFalse(tag.isEmpty() || tag.equals("latest"), stage);
        }
        assertTrue(stages.get(1).contains("-jre-"), "no compiler in what runs");
    }

    @Test
    void java_is_the_one_that_the_sources_are_for() {
        Matcher release = Pattern.compile("<maven.compiler.release>(\\d+)<").matcher(Repository.text("pom.xml"));
        assertTrue(release.find());
        for (String stage : lines("FROM")) {
            assertTrue(stage.contains("temurin") && stage.contains(release.group(1)), stage);
        }
    }

    @Test
    void nobody_in_it_is_root() {
        Matcher user = Pattern.compile("(\\d+):(\\d+)").matcher(last("USER"));
        assertTrue(user.matches(), "a number, so that an orchestrator can see that it is not root");
        assertTrue(Integer.parseInt(user.group(1)) > 0 && Integer.parseInt(user.group(2)) > 0);
        assertTrue(TEXT.indexOf("\nUSER ") > TEXT.lastIndexOf("\nFROM "), "the stage that runs sets it");
    }

    @Test
    void its_ports_are_those_that_the_entrypoint_gives() {
        List<String> ports = List.of(last("EXPOSE").split(" ", -1));
        ports.forEach(each -> assertTrue(Integer.parseInt(each) > 1024, each));
        Matcher given = Pattern.compile("-port\", \"(\\d+)\"").matcher(last("ENTRYPOINT"));
        int found = 0;
        while (given.find()) {
            found++;
            assertTrue(ports.contains(given.group(1)), given.group(1));
        }
        assertTrue(found >= 2, "only " + found);
    }

    @Test
    void the_entrypoint_is_a_list_of_options_that_the_gateway_knows() {
        String entrypoint = last("ENTRYPOINT");
        assertTrue(
                entrypoint.startsWith("[\"java\", ") && entrypoint.endsWith("]"),
                "no shell that keeps SIGTERM to itself");
        String arguments = Repository.text("gateway/src/main/java/io/muster/gateway/Arguments.java");
        Matcher options = Pattern.compile("\"(--[a-z-]+)\"").matcher(entrypoint);
        while (options.find()) {
            assertTrue(arguments.contains("\"" + options.group(1) + "\""), options.group(1));
        }
    }

    @Test
    void what_it_copies_is_what_maven_makes() {
        String pom = Repository.text("gateway/pom.xml");
        String folder = "${project.build.directory}/muster-gateway";
        assertTrue(pom.contains("<outputDirectory>" + folder + "</outputDirectory>"));
        assertTrue(pom.contains("<outputDirectory>" + folder + "/lib</outputDirectory>"));
        assertTrue(pom.contains("<finalName>muster-gateway</finalName>"));
        assertTrue(pom.contains("<classpathPrefix>lib/</classpathPrefix>"));

        assertEquals("--from=build /src/gateway/target/muster-gateway/ /opt/muster/", last("COPY"));
        assertTrue(last("ENTRYPOINT").contains("\"-jar\", \"/opt/muster/muster-gateway.jar\""));
        assertTrue(last("RUN").contains(" package -pl gateway -am "));
    }

    @Test
    void no_secret_is_in_it_and_none_goes_along_to_the_build() {
        String lower = TEXT.toLowerCase(Locale.ROOT);
        for (String secret : List.of("password", "muster_edge_keys", "muster_tls", "token", "secret")) {
            assertFalse(lower.contains(secret), secret);
        }
        List<String> left = new ArrayList<>(
                Repository.text("gateway/Dockerfile.dockerignore").lines().toList());
        assertTrue(left.containsAll(
                List.of("**/target/", ".git/", ".azure/", "**/*.pem", "**/*.p12", "**/local.settings.json")));
    }
}
