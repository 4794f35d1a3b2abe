package io.muster.local.host.app;

/**
 * Parent of the app's class loader: the JDK and the Functions API, so that annotations and messages are the same classes
 * on both sides, and nothing else of the host, so that a library missing from the package is missing here too.
 */
final class SharedApiLoader extends ClassLoader {
    private static final String SHARED = "com.microsoft.azure.functions.";

    private final ClassLoader host;

    SharedApiLoader(ClassLoader host) {
        super(ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(SHARED)) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
