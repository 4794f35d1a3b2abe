package io.muster.local.host.sample;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;
import java.util.UUID;

/** Tells its instances apart and who made them. */
public class InstanceFunctions {
    private final String origin;

    public InstanceFunctions() {
        this("new " + UUID.randomUUID());
    }

    InstanceFunctions(String origin) {
        this.origin = origin;
    }

    @FunctionName("Instance")
    public HttpResponseMessage instance(
            @HttpTrigger(
                            name = "req",
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            methods = {HttpMethod.GET},
                            route = "instance")
                    HttpRequestMessage<Optional<String>> request) {
        return HttpFunctions.text(request, origin);
    }
}
