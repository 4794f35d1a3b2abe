package io.muster.local.host.sample;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;

/** One injector too many. */
public final class SecondInjector implements FunctionInstanceInjector {

    @Override
    public <T> T getInstance(Class<T> type) throws Exception {
        return type.getConstructor().newInstance();
    }
}
