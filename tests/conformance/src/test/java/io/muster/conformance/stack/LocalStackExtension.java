package io.muster.conformance.stack;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one local service of the run: started by the first that asks, stopped after the last test. */
public final class LocalStackExtension implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LocalStackExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalStack.class;
    }

    /**
     * Also for tests with a service of their own: this JVM's trust is read once, from a file that the start of the shared
     * service writes.
     */
    @Override
    public void beforeAll(ExtensionContext context) {
        LocalStack unused = shared(context);
    }

    @Override
    public LocalStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    private static LocalStack shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(LocalStack.class, unused -> LocalStack.start(), LocalStack.class);
    }
}
