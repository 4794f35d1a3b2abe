package io.muster.local.host.app;

import com.microsoft.azure.functions.annotation.FunctionName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Finds the functions of the app's own jar by their annotation. */
final class FunctionScan {
    private final ClassLoader loader;
    private final Set<String> expected;
    private final Problems problems;

    /** A class that cannot be loaded is a problem if it is among the expected ones. */
    FunctionScan(ClassLoader loader, Set<String> expected, Problems problems) {
        this.loader = loader;
        this.expected = Set.copyOf(expected);
        this.problems = problems;
    }

    List<FunctionDefinition> functions(Path jar) throws StartupException {
        List<FunctionDefinition> found = new ArrayList<>();
        for (String className : classNames(jar)) {
            try {
                Class<?> type = Class.forName(className, false, loader);
                functionMethods(type).forEach(method -> define(type, method, found));
            } catch (ClassNotFoundException | LinkageError e) {
                // The platform loads only what function.json names, so a class that lacks an optional library is no
                // fault.
                if (expected.contains(className)) {
                    problems.add("class " + className + " cannot be loaded: " + e);
                }
            }
        }
        return found;
    }

    private static List<String> classNames(Path jar) throws StartupException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .filter(name -> !name.endsWith("module-info.class") && !name.endsWith("package-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StartupException("cannot read " + jar + ": " + e.getMessage());
        }
    }

    private static List<Method> functionMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(FunctionName.class) && !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private void define(Class<?> type, Method method, List<FunctionDefinition> found) {
        String name = method.getAnnotation(FunctionName.class).value();
        String place = "function " + name + " (" + type.getName() + "." + method.getName() + ")";
        if (!Modifier.isPublic(method.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
            problems.add(place + " must be a public method of a public class");
            return;
        }
        if (overloaded(type, method)) {
            problems.add(place + " is overloaded; the worker cannot tell its methods apart");
            return;
        }
        if (found.stream().anyMatch(other -> other.name().equalsIgnoreCase(name))) {
            problems.add(place + " has the name of another function");
            return;
        }
        new Signature(place, name, method, problems).read().ifPresent(found::add);
    }

    private static boolean overloaded(Class<?> type, Method method) {
        return Arrays.stream(type.getMethods())
                        .filter(other -> other.getName().equals(method.getName()))
                        .count()
                > 1;
    }
}
