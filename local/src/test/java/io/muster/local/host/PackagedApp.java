package io.muster.local.host;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.muster.local.host.sample.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Packages test classes as the Maven plugin would: a jar, host.json and a function.json for each function. */
public final class PackagedApp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICES = "META-INF/services/";

    private final Path root;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private PackagedApp(Path root) {
        this.root = root;
    }

    public static Path of(Path root, Class<?>... classes) throws IOException {
        return in(root).with(classes).write();
    }

    public static PackagedApp in(Path root) throws IOException {
        PackagedApp app = new PackagedApp(root);
        app.hostJson("{\"version\":\"2.0\",\"extensions\":{\"http\":{\"routePrefix\":\"\"}}}");
        app.addClass(Exchange.class);
        return app;
    }

    public PackagedApp hostJson(String json) throws IOException {
        Files.writeString(root.resolve("host.json"), json);
        return this;
    }

    public PackagedApp with(Class<?>... classes) throws IOException {
        for (Class<?> type : classes) {
            addClass(type);
            for (Method method : type.getDeclaredMethods()) {
                FunctionName name = method.getAnnotation(FunctionName.class);
                if (name != null) {
                    functionJson(name.value(), type.getName() + "." + method.getName(), method);
                }
            }
        }
        return this;
    }

    public PackagedApp service(Class<?> service, Class<?>... providers) throws IOException {
        StringBuilder names = new StringBuilder();
        for (Class<?> provider : providers) {
            addClass(provider);
            names.append(provider.getName()).append('\n');
        }
        entries.put(SERVICES + service.getName(), names.toString().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public Path write() throws IOException {
        Files.createDirectories(root.resolve("lib"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(root.resolve("app.jar")))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return root;
    }

    private void addClass(Class<?> type) throws IOException {
        String path = type.getName().replace('.', '/') + ".class";
        try (InputStream in = PackagedApp.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new UncheckedIOException(new IOException(path + " not found"));
            }
            entries.put(path, in.readAllBytes());
        }
    }

    private void functionJson(String name, String entryPoint, Method method) throws IOException {
        ObjectNode json =
                JSON.createObjectNode().put("scriptFile", "../app.jar").put("entryPoint", entryPoint);
        ObjectNode binding = json.putArray("bindings").addObject();
        for (Parameter parameter : method.getParameters()) {
            HttpTrigger http = parameter.getAnnotation(HttpTrigger.class);
            ServiceBusQueueTrigger queue = parameter.getAnnotation(ServiceBusQueueTrigger.class);
            TimerTrigger timer = parameter.getAnnotation(TimerTrigger.class);
            if (http != null) {
                binding.put("type", "httpTrigger").put("route", http.route());
                for (Enum<?> each : http.methods()) {
                    binding.withArray("methods").add(each.name());
                }
            } else if (queue != null) {
                binding.put("type", "serviceBusTrigger").put("queueName", queue.queueName());
                binding.put("connection", queue.connection());
            } else if (timer != null) {
                binding.put("type", "timerTrigger").put("schedule", timer.schedule());
            }
        }
        Path folder = Files.createDirectories(root.resolve(name));
        Files.writeString(folder.resolve("function.json"), json.toPrettyString());
    }
}
