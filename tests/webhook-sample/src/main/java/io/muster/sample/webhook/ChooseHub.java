package io.muster.sample.webhook;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The function. Its key goes into the enrollment's webhookUrl as {@code ?code=}; the signature is looked at beside it. */
public final class ChooseHub {
    private final SignatureCheck signatures;
    private final Remembered remembered = new Remembered();

    /** As the platform makes it: app setting {@code MUSTER_WEBHOOK_KEYS} holds the service's keys, Base64, without their ids. */
    public ChooseHub() {
        this(new SignatureCheck(System.getenv("MUSTER_WEBHOOK_KEYS"), Clock.systemUTC()));
    }

    ChooseHub(SignatureCheck signatures) {
        this.signatures = signatures;
    }

    @FunctionName("ChooseHub")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "choose-hub")
                    HttpRequestMessage<Optional<String>> request) {
        Map<String, String> headers = new TreeMap<>();
        request.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        String body = request.getBody().orElse("");
        if (!signatures.accepts(headers, body)) {
            return request.createResponseBuilder(HttpStatus.UNAUTHORIZED).build();
        }
        String operation = headers.getOrDefault("x-muster-operation-id", "");
        return remembered
                .answer(operation)
                .or(() -> HubChooser.answer(body).map(answer -> remembered.keep(operation, answer)))
                .map(answer -> request.createResponseBuilder(HttpStatus.OK)
                        .header("Content-Type", "application/json")
                        .body(answer)
                        .build())
                .orElseGet(() ->
                        request.createResponseBuilder(HttpStatus.BAD_REQUEST).build());
    }
}
