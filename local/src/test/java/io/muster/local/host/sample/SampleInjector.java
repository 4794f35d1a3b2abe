package io.muster.local.host.sample;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;

/** Gives one shared instance. */
public final class SampleInjector implements FunctionInstanceInjector {
    private final InstanceFunctions shared = new InstanceFunctions("injected");

    @Override
    public <T> T getInstance(Class<T> type) {
        return type.cast(shared);
    }
}
