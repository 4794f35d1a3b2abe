package io.muster.local.host.app;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The app's settings: the environment of this process. Values never reach a message. */
public final class AppSettings {
    private static final Pattern REFERENCE = Pattern.compile("%([^%]+)%");

    private final Map<String, String> values;

    public AppSettings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The text with each {@code %NAME%} replaced by that setting. */
    public String expand(String text) throws StartupException {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (reference.find()) {
            String name = reference.group(1);
            String value = value(name).orElseThrow(() -> new StartupException("the setting " + name + " is missing"));
            reference.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return reference.appendTail(expanded).toString();
    }
}
