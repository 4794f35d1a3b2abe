package io.muster.local.host.sample;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP functions that show what reached them. */
public class HttpFunctions {

    @FunctionName("A_Echo")
    public HttpResponseMessage echo(
            @HttpTrigger(
                            name = "req",
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            methods = {HttpMethod.GET, HttpMethod.POST, HttpMethod.HEAD},
                            route = "echo/{*rest}")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        String text = String.join(
                "\n",
                request.getHttpMethod().name(),
                request.getUri().toString(),
                new TreeMap<>(request.getHeaders()).toString(),
                new TreeMap<>(request.getQueryParameters()).toString(),
                request.getBody().map(body -> "body=" + body).orElse("no body"),
                context.getFunctionName() + " " + context.getTraceContext().getTraceparent());
        return request.createResponseBuilder(HttpStatus.ACCEPTED)
                .header("X-Answer", "first")
                .header("x-answer", "last")
                .body(text)
                .build();
    }

    @FunctionName("B_Item")
    public HttpResponseMessage item(
            @HttpTrigger(
                            name = "req",
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            methods = {HttpMethod.GET},
                            route = "items/{id}/{note?}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id) {
        return text(request, "item " + id);
    }

    @FunctionName("C_Literal")
    public HttpResponseMessage literal(
            @HttpTrigger(
                            name = "req",
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            methods = {HttpMethod.GET, HttpMethod.PUT},
                            route = "items/query")
                    HttpRequestMessage<Optional<String>> request) {
        return text(request, "literal");
    }

    @FunctionName("D_Note")
    public HttpResponseMessage note(
            @HttpTrigger(
                            name = "req",
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            methods = {HttpMethod.GET},
                            route = "notes/{note?}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("note") String note) {
        return text(request, "note " + note);
    }

    @FunctionName("E_Fail")
    public HttpResponseMessage fail(
            @HttpTrigger(
                            name = "req",
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            methods = {HttpMethod.GET},
                            route = "fail/{how}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("how") String how) {
        return switch (how) {
            case "throw" -> throw new IllegalStateException("on purpose");
            case "error" -> throw new StackOverflowError("on purpose");
            case "header" ->
                request.createResponseBuilder(HttpStatus.OK)
                        .header("x", "a\r\nb: c")
                        .build();
            case "body" -> request.createResponseBuilder(HttpStatus.OK).body(12).build();
            default ->
                request.createResponseBuilder(HttpStatusType.custom(Integer.parseInt(how)))
                        .build();
        };
    }

    @FunctionName("F_Bytes")
    public HttpResponseMessage bytes(
            @HttpTrigger(
                            name = "req",
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            methods = {HttpMethod.POST},
                            route = "bytes")
                    HttpRequestMessage<Optional<byte[]>> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .body(request.getBody().orElse(new byte[0]))
                .build();
    }

    @FunctionName("G_Loader")
    public static HttpResponseMessage loader(
            @HttpTrigger(
                            name = "req",
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            methods = {HttpMethod.GET},
                            route = "loader")
                    HttpRequestMessage<Optional<String>> request) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return text(
                request,
                String.join(
                        " ",
                        context.getName(),
                        String.valueOf(context == HttpFunctions.class.getClassLoader()),
                        finds("io.vertx.core.Vertx"),
                        finds("com.fasterxml.jackson.databind.ObjectMapper"),
                        finds("io.muster.local.host.FunctionsHost"),
                        finds("java.sql.Connection")));
    }

    @FunctionName("H_Slow")
    public HttpResponseMessage slow(
            @HttpTrigger(
                            name = "req",
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            methods = {HttpMethod.GET},
                            route = "slow")
                    HttpRequestMessage<Optional<String>> request)
            throws InterruptedException {
        Exchange.waitAtGate();
        return text(request, "done");
    }

    static HttpResponseMessage text(HttpRequestMessage<?> request, String text) {
        return request.createResponseBuilder(HttpStatus.OK).body(text).build();
    }

    private static String finds(String className) {
        try {
            Class.forName(className);
            return "present";
        } catch (ClassNotFoundException e) {
            return "absent";
        }
    }
}
