package io.muster.local.host.app;

import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** A function app, loaded: its functions in platform order, its class loader and the maker of its instances. */
public final class LoadedApp implements AutoCloseable {
    private final HostJson hostJson;
    private final URLClassLoader loader;
    private final List<FunctionDefinition> functions;
    private final Instances instances;

    private LoadedApp(
            HostJson hostJson, URLClassLoader loader, List<FunctionDefinition> functions, Instances instances) {
        this.hostJson = hostJson;
        this.loader = loader;
        this.functions = functions;
        this.instances = instances;
    }

    /** Loads the packaged app in {@code root}; the exception lists all that is wrong with it. */
    public static LoadedApp load(Path root) throws StartupException {
        AppFolder folder = AppFolder.read(root.toAbsolutePath().normalize());
        URLClassLoader loader =
                new URLClassLoader("function-app", urls(folder), new SharedApiLoader(LoadedApp.class.getClassLoader()));

        Problems problems = new Problems();
        List<FunctionDefinition> functions =
                new FunctionScan(loader, folder.functionClasses(), problems).functions(folder.appJar());
        new Agreement(problems).check(functions, folder.functions());
        Instances instances = new Instances(registered(FunctionInstanceInjector.class, loader, problems));
        if (!registered(Middleware.class, loader, problems).isEmpty()) {
            problems.add("a Middleware is registered; this host does not run middleware");
        }
        problems.throwIfAny();

        List<FunctionDefinition> ordered =
                functions.stream().sorted(FunctionDefinition.PLATFORM_ORDER).toList();
        return new LoadedApp(folder.hostJson(), loader, ordered, instances);
    }

    private static URL[] urls(AppFolder folder) throws StartupException {
        List<URL> urls = new ArrayList<>();
        try {
            urls.add(folder.appJar().toUri().toURL());
            for (Path library : folder.libraries()) {
                urls.add(library.toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new StartupException("a jar's path is no URL: " + e.getMessage());
        }
        return urls.toArray(URL[]::new);
    }

    /** The one service of this kind, if any: the worker refuses an app that registers two. */
    private static <S> List<S> registered(Class<S> service, ClassLoader loader, Problems problems) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            List<S> found = ServiceLoader.load(service, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            if (found.size() > 1) {
                problems.add("more than one " + service.getSimpleName() + " is registered");
            }
            return found;
        } catch (ServiceConfigurationError | RuntimeException e) {
            problems.add(service.getSimpleName() + " cannot be made: " + e);
            return List.of();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    public HostJson hostJson() {
        return hostJson;
    }

    public ClassLoader loader() {
        return loader;
    }

    public List<FunctionDefinition> functions() {
        return functions;
    }

    public Instances instances() {
        return instances;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
