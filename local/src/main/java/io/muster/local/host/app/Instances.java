package io.muster.local.host.app;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.util.List;

/** Makes the object a function is called on: from the app's injector, else a new one for each invocation. */
public final class Instances {
    private final List<FunctionInstanceInjector> injectors;

    Instances(List<FunctionInstanceInjector> injectors) {
        this.injectors = List.copyOf(injectors);
    }

    /** An instance of the class, ready to be called. */
    public Object of(Class<?> type) throws Exception {
        if (injectors.isEmpty()) {
            return type.getConstructor().newInstance();
        }
        Object instance = injectors.get(0).getInstance(type);
        if (instance == null) {
            throw new IllegalStateException("the injector gave no instance of " + type.getName());
        }
        return instance;
    }
}
