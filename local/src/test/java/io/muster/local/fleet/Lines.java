package io.muster.local.fleet;

/** Lines of a small fleet. */
final class Lines {
    private Lines() {}

    static String group(int n) {
        return LineKind.GROUP.line("{\"id\":\"g" + n + "\"}");
    }

    static String enrollment(int n) {
        return LineKind.ENROLLMENT.line("{\"id\":\"d" + n + "\"}");
    }

    static String record(int n) {
        return LineKind.RECORD.line("{\"id\":\"d" + n + "\",\"assignedHub\":\"hub-" + n % 4 + "\"}");
    }
}
