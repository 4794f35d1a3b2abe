package io.muster.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.muster.app.http.Endpoint;
import io.muster.app.http.PlatformHttp;
import java.util.Optional;

/**
 * Where HTTP comes in. The platform matches routes in order of function name, has no 405 and no precedence of literals, so
 * both functions only pass on to the one router (seams.md section 1). Anonymous to the platform: tokens are ours to check.
 */
public final class HttpFunctions {
    private final Endpoint frontDoor;

    HttpFunctions(Endpoint frontDoor) {
        this.frontDoor = frontDoor;
    }

    @FunctionName("DeviceApi")
    public HttpResponseMessage deviceApi(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.PUT, HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "{idScope}/registrations/{*rest}")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return PlatformHttp.answer(request, context, frontDoor);
    }

    @FunctionName("ZEverythingElse")
    public HttpResponseMessage everythingElse(
            @HttpTrigger(
                            name = "request",
                            methods = {
                                HttpMethod.GET,
                                HttpMethod.HEAD,
                                HttpMethod.PUT,
                                HttpMethod.POST,
                                HttpMethod.PATCH,
                                HttpMethod.DELETE,
                                HttpMethod.OPTIONS
                            },
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "{*path}")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return PlatformHttp.answer(request, context, frontDoor);
    }
}
