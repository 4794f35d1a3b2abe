package io.muster.local.hub.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a request asks of the registry. */
public enum Operation {
    CREATE_DEVICE(Meter.IDENTITY_WRITE),
    UPDATE_DEVICE(Meter.IDENTITY_WRITE),
    DELETE_DEVICE(Meter.IDENTITY_WRITE),
    BULK_DEVICES(Meter.IDENTITY_WRITE),
    GET_DEVICE(Meter.IDENTITY_READ),
    LIST_DEVICES(Meter.IDENTITY_READ),
    GET_TWIN(Meter.TWIN_READ),
    PATCH_TWIN(Meter.TWIN_WRITE),
    REPLACE_TWIN(Meter.TWIN_WRITE),
    CREATE_MODULE(Meter.IDENTITY_WRITE),
    UPDATE_MODULE(Meter.IDENTITY_WRITE),
    DELETE_MODULE(Meter.IDENTITY_WRITE),
    GET_MODULE(Meter.IDENTITY_READ),
    LIST_MODULES(Meter.IDENTITY_READ),
    GET_MODULE_TWIN(Meter.TWIN_READ),
    PATCH_MODULE_TWIN(Meter.TWIN_WRITE),
    REPLACE_MODULE_TWIN(Meter.TWIN_WRITE),
    GET_STATISTICS(Meter.IDENTITY_READ),
    METHOD_NOT_ALLOWED(Meter.NONE),
    UNKNOWN(Meter.NONE);

    /** Which of the hub's limits an operation counts against. */
    public enum Meter {
        IDENTITY_WRITE,
        IDENTITY_READ,
        TWIN_READ,
        TWIN_WRITE,
        NONE
    }

    private final Meter meter;

    Operation(Meter meter) {
        this.meter = meter;
    }

    public Meter meter() {
        return meter;
    }

    /** The operation of a name such as {@code createDevice}. */
    public static Optional<Operation> named(String wireName) {
        return Arrays.stream(values())
                .filter(each -> each.wireName().equals(wireName))
                .findFirst();
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
        if (path.size() >= 3 && path.size() <= 4 && path.get(2).equals("modules")) {
            return ofModules(method, first, path.size() == 3, hasIfMatch);
        }
        if (path.equals(List.of("statistics", "devices"))) {
            return method.equals("GET") ? GET_STATISTICS : METHOD_NOT_ALLOWED;
        }
        return UNKNOWN;
    }

    private static Operation ofModules(String method, String first, boolean all, boolean hasIfMatch) {
        return switch (first + (all ? " all " : " ") + method) {
            case "devices all GET" -> LIST_MODULES;
            case "devices GET" -> GET_MODULE;
            case "devices PUT" -> hasIfMatch ? UPDATE_MODULE : CREATE_MODULE;
            case "devices DELETE" -> DELETE_MODULE;
            case "twins GET" -> GET_MODULE_TWIN;
            case "twins PATCH" -> PATCH_MODULE_TWIN;
            case "twins PUT" -> REPLACE_MODULE_TWIN;
            default -> first.equals("devices") || (first.equals("twins") && !all) ? METHOD_NOT_ALLOWED : UNKNOWN;
        };
    }
}
