package io.muster.gateway;

import io.vertx.core.json.JsonObject;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The log on standard error: one JSON object a line with {@code time}, {@code level} (ERROR, WARN, INFO, DEBUG), {@code logger},
 * {@code thread}, {@code message} and, with a fault, {@code error} and {@code at}, the place it comes from.
 */
final class LogLines extends Formatter {
    /**
     * Sets the form of the log; call it before anything asks for a logger. Whoever gives {@code java.util.logging.config.file}
     * decides alone.
     */
    static void install() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        System.setProperty("java.util.logging.manager", LastingLogs.class.getName());
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(new LogLines());
        }
    }

    @Override
    public String format(LogRecord entry) {
        JsonObject line = new JsonObject()
                .put("time", entry.getInstant().toString())
                .put("level", level(entry.getLevel()))
                .put("logger", String.valueOf(entry.getLoggerName()))
                .put("thread", entry.getLongThreadID())
                .put("message", formatMessage(entry));
        Throwable fault = entry.getThrown();
        if (fault != null) {
            line.put("error", fault.toString());
            StackTraceElement[] trace = fault.getStackTrace();
            if (trace.length > 0) {
                line.put("at", trace[0].toString());
            }
        }
        return line.encode() + "\n";
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    /** The JDK's own one falls silent as soon as the process is asked to stop, just when the gateway tells how it drains. */
    public static final class LastingLogs extends LogManager {
        @Override
        public void reset() {
            // handlers stay until the process ends
        }
    }
}
