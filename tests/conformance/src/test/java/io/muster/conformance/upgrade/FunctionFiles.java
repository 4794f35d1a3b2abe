package io.muster.conformance.upgrade;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/** Writes the function.json of every function that a jar annotates, as the packaging plugin does. */
final class FunctionFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTIONS = "io/muster/app/[^/]+\\.class";

    private FunctionFiles() {}

    static void write(Path app, List<Path> libraries) throws IOException {
        Path jar = app.resolve(PreviousBuild.JAR);
        List<URL> urls = new ArrayList<>(List.of(jar.toUri().toURL()));
        for (Path library : libraries) {
            urls.add(library.toUri().toURL());
        }
        try (JarFile file = new JarFile(jar.toFile());
                URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), new AnnotationsOnly())) {
            List<String> names = file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches(FUNCTIONS) && !name.endsWith("package-info.class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .toList();
            for (String name : names) {
                write(app, Class.forName(name, false, loader));
            }
        } catch (ClassNotFoundException e) {
            throw new IOException("the previous build's jar is broken", e);
        }
    }

    private static void write(Path app, Class<?> type) throws IOException {
        for (Method method : type.getDeclaredMethods()) {
            FunctionName name = method.getAnnotation(FunctionName.class);
            if (name != null) {
                ObjectNode json = JSON.createObjectNode()
                        .put("scriptFile", "../" + PreviousBuild.JAR)
                        .put("entryPoint", type.getName() + "." + method.getName());
                ObjectNode binding = json.putArray("bindings").addObject();
                for (Parameter parameter : method.getParameters()) {
                    bind(parameter, binding);
                }
                Path folder = Files.createDirectories(app.resolve(name.value()));
                Files.writeString(folder.resolve("function.json"), json.toPrettyString());
            }
        }
    }

    private static void bind(Parameter parameter, ObjectNode binding) {
        HttpTrigger http = parameter.getAnnotation(HttpTrigger.class);
        ServiceBusQueueTrigger queue = parameter.getAnnotation(ServiceBusQueueTrigger.class);
        TimerTrigger timer = parameter.getAnnotation(TimerTrigger.class);
        if (http != null) {
            binding.put("type", "httpTrigger").put("route", http.route());
            for (Enum<?> each : http.methods()) {
                binding.withArray("methods").add(each.name());
            }
        } else if (queue != null) {
            binding.put("type", "serviceBusTrigger")
                    .put("queueName", queue.queueName())
                    .put("connection", queue.connection());
        } else if (timer != null) {
            binding.put("type", "timerTrigger").put("schedule", timer.schedule());
        }
    }

    /** Hides this build's classes of the same names, which are on this JVM's class path. */
    private static final class AnnotationsOnly extends ClassLoader {
        private static final String SHARED = "com.microsoft.azure.functions.";

        AnnotationsOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(SHARED)) {
                return Class.forName(name, false, FunctionFiles.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
