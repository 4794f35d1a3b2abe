package io.muster.app;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.muster.app.settings.Settings;

/**
 * Gives the platform one instance of each function class for the worker's life. The settings are read, and all their faults
 * reported, when the first function is loaded; nothing talks to the network before the first call.
 */
public final class Instances implements FunctionInstanceInjector {
    private final Composition composition;

    public Instances() {
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
        throw new IllegalArgumentException("no instance is composed for " + functionClass.getName());
    }
}
