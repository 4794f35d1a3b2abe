package io.muster.azure.iothub;

import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.Secret;
import java.util.HashMap;
import java.util.Map;

/** A hub's connection string: {@code HostName=…;SharedAccessKeyName=…;SharedAccessKey=…}, fields in any order. */
public record HubConnectionString(HubHost host, SharedAccessKey access) {
    private static final int MAX_LENGTH = 1024;
    private static final int MAX_POLICY_NAME = 64;
    private static final String HOST = "HostName";
    private static final String POLICY = "SharedAccessKeyName";
    private static final String KEY = "SharedAccessKey";

    /** Throws IllegalArgumentException that names the field at fault and echoes no value. */
    public static HubConnectionString parse(String text) {
        Map<String, String> fields = split(text);
        HubHost host = new HubHost(required(fields, HOST));
        String policy = required(fields, POLICY);
        if (policy.length() > MAX_POLICY_NAME) {
            throw new IllegalArgumentException(POLICY + " has more than " + MAX_POLICY_NAME + " characters");
        }
        return new HubConnectionString(host, new SharedAccessKey(policy, key(required(fields, KEY))));
    }

    private static Map<String, String> split(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("hub connection string has more than " + MAX_LENGTH + " characters");
        }
        Map<String, String> fields = new HashMap<>();
        for (String part : text.strip().split(";", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("hub connection string must be name=value pairs joined by ;");
            }
            if (fields.put(
                            known(part.substring(0, equals).strip()),
                            part.substring(equals + 1).strip())
                    != null) {
                throw new IllegalArgumentException("hub connection string holds a field twice");
            }
        }
        return fields;
    }

    private static String known(String name) {
        return switch (name) {
            case HOST, POLICY, KEY -> name;
            case "DeviceId" ->
                throw new IllegalArgumentException(
                        "this is a device's connection string; a shared access policy's is needed");
            default ->
                throw new IllegalArgumentException(
                        "hub connection string holds a field other than HostName, SharedAccessKeyName, SharedAccessKey");
        };
    }

    private static String required(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("hub connection string lacks " + name);
        }
        return value;
    }

    private static Secret key(String base64) {
        try {
            return Secret.fromBase64(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEY + " is not Base64");
        }
    }
}
