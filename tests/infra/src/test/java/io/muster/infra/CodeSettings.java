package io.muster.infra;

import io.muster.app.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that the app's code reads, from the code itself: what it asks an empty environment for, and what it names. */
final class CodeSettings {
    /** Its presence says that the app runs in Azure; the platform sets it. */
    static final String SET_BY_PLATFORM = "WEBSITE_SITE_NAME";

    private static final Pattern NAMED = Pattern.compile("\"((?:MUSTER|AZURE|APPLICATIONINSIGHTS)_[A-Z][A-Z0-9_]*)\"");

    private CodeSettings() {}

    static Set<String> all() {
        Set<String> names = asked();
        for (String module : new String[] {"core", "azure", "app"}) {
            Path sources = Repository.ROOT.resolve("functions/" + module + "/src/main/java");
            Repository.files(sources, ".java").forEach(file -> addNamed(file, names));
        }
        names.remove(SET_BY_PLATFORM);
        return names;
    }

    /** Reading gathers all faults before it complains, so that an empty environment is asked for everything. */
    private static Set<String> asked() {
        Recorder recorder = new Recorder();
        try {
            Settings.read(recorder);
        } catch (IllegalArgumentException allMissing) {
            return recorder.asked;
        }
        throw new IllegalStateException("an empty environment was taken for settings");
    }

    private static void addNamed(Path file, Set<String> names) {
        try {
            Matcher matcher = NAMED.matcher(Files.readString(file));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An environment with nothing in it that remembers what it was asked for. */
    private static final class Recorder extends AbstractMap<String, String> {
        private final Set<String> asked = new TreeSet<>();

        @Override
        public boolean containsKey(Object key) {
            asked.add((String) key);
            return false;
        }

        @Override
        @SuppressWarnings("NullAway") // That a map answers null is what java.util.Map says.
        public String get(Object key) {
            asked.add((String) key);
            return null;
        }

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            return Set.of();
        }
    }
}
