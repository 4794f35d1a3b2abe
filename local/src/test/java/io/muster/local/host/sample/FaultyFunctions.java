package io.muster.local.host.sample;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.Optional;

/** One class a fault that keeps an app from starting. */
public final class FaultyFunctions {
    private FaultyFunctions() {}

    /** Two methods of one name. */
    public static class Overloaded {
        @FunctionName("Twice")
        public void twice(@TimerTrigger(name = "t", schedule = "0 0 * * * *") String timer) {}

        public void twice() {}
    }

    /** A route that the platform keeps for itself. */
    public static class Reserved {
        @FunctionName("Reserved")
        public HttpResponseMessage serve(
                @HttpTrigger(name = "r", authLevel = AuthorizationLevel.ANONYMOUS, route = "Admin/x")
                        HttpRequestMessage<Optional<String>> request) {
            return HttpFunctions.text(request, "");
        }
    }

    /** The same route as C_Literal, one method shared. */
    public static class Clashing {
        @FunctionName("Z_Clash")
        public HttpResponseMessage serve(
                @HttpTrigger(
                                name = "r",
                                authLevel = AuthorizationLevel.ANONYMOUS,
                                methods = {HttpMethod.POST, HttpMethod.PUT},
                                route = "/Items/Query/")
                        HttpRequestMessage<Optional<String>> request) {
            return HttpFunctions.text(request, "");
        }
    }

    /** Relies on function keys, the default of the annotation. */
    public static class Keyed {
        @FunctionName("Keyed")
        public HttpResponseMessage serve(
                @HttpTrigger(name = "r", route = "keyed") HttpRequestMessage<Optional<String>> request) {
            return HttpFunctions.text(request, "");
        }
    }

    /** An output binding, which this host does not fill. */
    public static class WithOutput {
        @FunctionName("WithOutput")
        public void run(
                @TimerTrigger(name = "t", schedule = "0 0 * * * *") String timer,
                @QueueOutput(name = "q", queueName = "q", connection = "c") OutputBinding<String> out) {}
    }

    /** A route constraint that is not supported. */
    public static class BadRoute {
        @FunctionName("BadRoute")
        public HttpResponseMessage serve(
                @HttpTrigger(name = "r", authLevel = AuthorizationLevel.ANONYMOUS, route = "x/{y:guid}")
                        HttpRequestMessage<Optional<String>> request) {
            return HttpFunctions.text(request, "");
        }
    }
}
