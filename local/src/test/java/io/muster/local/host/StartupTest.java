package io.muster.local.host;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.muster.local.host.app.StartupException;
import io.muster.local.host.sample.FaultyFunctions;
import io.muster.local.host.sample.HttpFunctions;
import io.muster.local.host.sample.InstanceFunctions;
import io.muster.local.host.sample.SampleInjector;
import io.muster.local.host.sample.SecondInjector;
import io.muster.local.host.sample.TimerFunctions;
import io.muster.local.host.sample.WorkFunctions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps an app from starting, and how it is said. */
class StartupTest {
    @TempDir
    Path folder;

    private static String failure(Path app, Map<String, String> settings) {
        HostOptions options = new HostOptions(app, Role.ALL, 0, OptionalInt.empty(), false);
        return String.valueOf(
                assertThrows(StartupException.class, () -> RunningHost.start(options, settings, Clock.systemUTC()))
                        .getMessage());
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(FaultyFunctions.Overloaded.class, "is overloaded"),
                Arguments.of(FaultyFunctions.Reserved.class, "belong to the platform"),
                Arguments.of(FaultyFunctions.Clashing.class, "C_Literal and Z_Clash share the route items/query"),
                Arguments.of(FaultyFunctions.Keyed.class, "function keys"),
                Arguments.of(FaultyFunctions.WithOutput.class, "exactly one HTTP, Service Bus queue or timer trigger"),
                Arguments.of(FaultyFunctions.BadRoute.class, "unsupported constraint guid"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultyFunctionIsNamed(Class<?> faulty, String problem) throws Exception {
        // given
        Path app = PackagedApp.of(folder, HttpFunctions.class, faulty);

        // then
        String message = failure(app, Map.of());
        assertTrue(message.contains(problem), message);
    }

    @Test
    void aFunctionWithoutFunctionJsonAndOneWithoutAMethodAreBothNamed() throws Exception {
        // given
        Path app = PackagedApp.of(folder, HttpFunctions.class);
        Files.move(app.resolve("B_Item"), app.resolve("X_Gone"));

        // then
        String message = failure(app, Map.of());
        assertTrue(message.contains("B_Item has no function.json"), message);
        assertTrue(message.contains("X_Gone/function.json has no function"), message);
    }

    @Test
    void aStalePackageIsRefused() throws Exception {
        // given
        Path app = PackagedApp.of(folder, TimerFunctions.class);
        Path file = app.resolve("T_Tick/function.json");
        Files.writeString(file, Files.readString(file).replace("%TICK%", "0 0 * * * *"));

        // then
        String message = failure(app, Map.of("TICK", "0 0 * * * *"));
        assertTrue(message.contains("another trigger than the annotation"), message);
    }

    @Test
    void twoInjectorsAreOneTooMany() throws Exception {
        // given
        Path app = PackagedApp.in(folder)
                .with(InstanceFunctions.class, HttpFunctions.class)
                .service(FunctionInstanceInjector.class, SampleInjector.class, SecondInjector.class)
                .write();

        // then
        String message = failure(app, Map.of());
        assertTrue(message.contains("more than one FunctionInstanceInjector"), message);
    }

    @Test
    void aMissingSettingIsNamed() throws Exception {
        assertTrue(
                failure(PackagedApp.of(folder, TimerFunctions.class), Map.of()).contains("setting TICK is missing"));
    }

    @Test
    void aScheduleThatIsNoneIsRefused() throws Exception {
        Path app = PackagedApp.of(folder, TimerFunctions.class);
        assertTrue(failure(app, Map.of("TICK", "* * * * *")).contains("six-field"));
    }

    @Test
    void aManagedIdentityConnectionIsRefusedLocally() throws Exception {
        // given
        Path app = PackagedApp.of(folder, WorkFunctions.class);

        // then
        String message =
                failure(app, Map.of("ServiceBusConnection__fullyQualifiedNamespace", "ns.example", "QUEUE", "q"));
        assertTrue(message.contains("needs a managed identity"), message);
        assertFalse(message.contains("ns.example"), message);
    }

    @Test
    void aMalformedConnectionStringIsRefusedWithoutShowingIt() throws Exception {
        // given
        Path app = PackagedApp.of(folder, WorkFunctions.class);

        // then
        String message = failure(app, Map.of("ServiceBusConnection", "SharedAccessKey=planted", "QUEUE", "q"));
        assertTrue(message.contains("ServiceBusConnection"), message);
        assertFalse(message.contains("planted"), message);
    }

    @Test
    void aFolderThatIsNoAppIsRefused() {
        assertTrue(failure(folder, Map.of()).contains("host.json"));
    }
}
