package io.muster.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that the code of this project logs while this is open, stack traces included; the console gets none of it. */
final class CapturedLog extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.muster");
    private final StringWriter text = new StringWriter();

    CapturedLog() {
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    String text() {
        return text.toString();
    }

    @Override
    public synchronized void publish(LogRecord logged) {
        PrintWriter out = new PrintWriter(text);
        out.println(logged.getLevel() + " " + new SimpleFormatter().formatMessage(logged));
        if (logged.getThrown() != null) {
            logged.getThrown().printStackTrace(out);
        }
    }

    @Override
    public void flush() {
        text.flush();
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }
}
