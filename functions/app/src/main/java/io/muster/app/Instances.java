package io.muster.app;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.muster.app.settings.Settings;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Gives the platform one instance of each function class for the worker's life. The settings are read, and all their faults
 * reported, when the first function is loaded; nothing talks to the network before the first call.
 */
public final class Instances implements FunctionInstanceInjector {
    /** Warns of a header with every request; held here, since the logging framework forgets what nobody holds. */
    private static final Logger AZURE_HTTP = Logger.getLogger("com.azure.core.http.jdk.httpclient");

    private final Composition composition;

    public Instances() {
        AZURE_HTTP.setLevel(Level.SEVERE);
        this.composition = new Composition(Settings.read(System.getenv()));
    }

    @Override
    public <T> T getInstance(Class<T> functionClass) {
        if (functionClass == HttpFunctions.class) {
            return functionClass.cast(composition.http());
        }
        if (functionClass == WorkFunctions.class) {
            return functionClass.cast(composition.work());
        }
        if (functionClass == KeepingFunctions.class) {
            return functionClass.cast(composition.keeping());
        }
        throw new IllegalArgumentException("no instance is composed for " + functionClass.getName());
    }
}
