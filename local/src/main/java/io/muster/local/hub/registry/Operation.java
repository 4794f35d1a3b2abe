package io.muster.local.hub.registry;

import java.util.List;
import java.util.Locale;

/** What a request asks of the registry. */
public enum Operation {
    CREATE_DEVICE(true),
    UPDATE_DEVICE(true),
    DELETE_DEVICE(true),
    BULK_DEVICES(true),
    GET_DEVICE(false),
    LIST_DEVICES(false),
    GET_TWIN(false),
    PATCH_TWIN(false),
    REPLACE_TWIN(false),
    GET_STATISTICS(false),
    METHOD_NOT_ALLOWED(false),
    UNKNOWN(false);

    private final boolean identityWrite;

    Operation(boolean identityWrite) {
        this.identityWrite = identityWrite;
    }

    /** Whether it counts against the hub's budget of identity writes. */
    public boolean isIdentityWrite() {
        return identityWrite;
    }

    /** The name in the list of calls, for example {@code createDevice}. */
    public String wireName() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_", 2);
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            for (String word : words[i].split("_", -1)) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return name.toString();
    }

    /** The operation of a method and a path's decoded segments. PUT without If-Match creates, with it updates. */
    static Operation of(String method, List<String> path, boolean hasIfMatch) {
        String first = path.isEmpty() ? "" : path.get(0);
        if (path.size() == 1 && first.equals("devices")) {
            return switch (method) {
                case "GET" -> LIST_DEVICES;
                case "POST" -> BULK_DEVICES;
                default -> METHOD_NOT_ALLOWED;
            };
        }
        if (path.size() == 2 && first.equals("devices")) {
            return switch (method) {
                case "GET" -> GET_DEVICE;
                case "PUT" -> hasIfMatch ? UPDATE_DEVICE : CREATE_DEVICE;
                case "DELETE" -> DELETE_DEVICE;
                default -> METHOD_NOT_ALLOWED;
            };
        }
        if (path.size() == 2 && first.equals("twins")) {
            return switch (method) {
                case "GET" -> GET_TWIN;
                case "PATCH" -> PATCH_TWIN;
                case "PUT" -> REPLACE_TWIN;
                default -> METHOD_NOT_ALLOWED;
            };
        }
        if (path.equals(List.of("statistics", "devices"))) {
            return method.equals("GET") ? GET_STATISTICS : METHOD_NOT_ALLOWED;
        }
        return UNKNOWN;
    }
}
