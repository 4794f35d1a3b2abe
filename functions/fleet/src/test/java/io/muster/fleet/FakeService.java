package io.muster.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A service in memory that keeps the rules the command relies on: etags, hidden keys, masks, pages of two. */
final class FakeService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 2;

    /** Every write, as {@code PUT /path}. */
    final List<String> writes = new ArrayList<>();

    final Map<String, ObjectNode> enrollments = new TreeMap<>();
    final Map<String, ObjectNode> certificates = new TreeMap<>();
    final ObjectNode service = JSON.createObjectNode();
    /** As a service that does not mask webhooks. */
    boolean tellsQueries;

    private final ConcurrentLinkedDeque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final HttpServer server;
    private int version;

    private record Fault(String call, int status, String retryAfter) {}

    FakeService() throws IOException {
        service.put("etag", "v0").put("location", "unknown").putObject("tags");
        ObjectNode properties = service.putObject("properties").put("allocationPolicy", "Hashed");
        properties.putArray("iotHubs");
        properties
                .putArray("authorizationPolicies")
                .addObject()
                .put("keyName", "owner")
                .put("rights", "ServiceConfig, EnrollmentRead")
                .put("primaryKey", "b3duZXI=")
                .put("secondaryKey", "b3duZXI=");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next call of this form is answered so. */
    void fail(String methodAndPath, int status, String retryAfter) {
        faults.add(new Fault(methodAndPath, status, retryAfter));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String call = (exchange.getRequestMethod() + " " + path)
                .replaceAll("/subscriptions.*provisioningServices/[^/]*", "/service");
        byte[] sent = exchange.getRequestBody().readAllBytes();
        Optional<Fault> fault =
                faults.stream().filter(it -> call.equals(it.call())).findFirst();
        try {
            if (fault.isPresent()) {
                faults.remove(fault.get());
                exchange.getResponseHeaders().set("Retry-After", fault.get().retryAfter());
                throw new Refusal(fault.get().status(), "planted");
            }
            JsonNode body = sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent);
            answer(exchange, 200, respond(exchange, path, body));
            if (!exchange.getRequestMethod().equals("GET")
                    && !exchange.getRequestMethod().equals("POST")) {
                writes.add(call);
            }
        } catch (Refusal refusal) {
            answer(
                    exchange,
                    refusal.status,
                    JSON.createObjectNode()
                            .put("errorCode", refusal.status * 1000)
                            .put("message", refusal.getMessage()));
        }
    }

    private JsonNode respond(HttpExchange exchange, String path, JsonNode body) {
        if (path.endsWith("/query")) {
            return page(exchange, path);
        }
        if (path.endsWith("/attestationmechanism")) {
            return enrollment(path.replace("/attestationmechanism", "")).path("attestation");
        }
        if (path.endsWith("/listkeys")) {
            return JSON.createObjectNode()
                    .set("value", service.path("properties").path("authorizationPolicies"));
        }
        if (path.endsWith("/certificates")) {
            ArrayNode all = JSON.createArrayNode();
            certificates.values().forEach(all::add);
            return JSON.createObjectNode().set("value", all);
        }
        if (path.contains("/certificates/")) {
            return stored(exchange, certificates, path, certificate(path, body));
        }
        if (path.startsWith("/subscriptions/")) {
            return serviceResource(exchange, body);
        }
        return enrollmentCall(exchange, path, body);
    }

    private static JsonNode certificate(String path, JsonNode body) {
        ObjectNode certificate = body.deepCopy();
        if (certificate.get("properties") instanceof ObjectNode properties) {
            String der = properties.path("certificate").asText().replaceAll("-----[A-Z ]*-----|\\s", "");
            properties.put("certificate", der);
        }
        return certificate.put("name", path.substring(path.lastIndexOf('/') + 1));
    }

    private JsonNode serviceResource(HttpExchange exchange, JsonNode body) {
        if (exchange.getRequestMethod().equals("PUT")) {
            requireEtag(exchange, service);
            ObjectNode before = service.deepCopy();
            service.setAll((ObjectNode) body.deepCopy());
            ObjectNode properties = (ObjectNode) service.path("properties");
            if (!properties.has("authorizationPolicies")) {
                properties.set("authorizationPolicies", before.at("/properties/authorizationPolicies"));
            }
            unmask(before, "iotHubs", "hostName", List.of("connectionString"));
            unmask(before, "authorizationPolicies", "keyName", List.of("primaryKey", "secondaryKey"));
            service.put("etag", "v" + ++version);
        }
        ObjectNode told = service.deepCopy();
        told.at("/properties/iotHubs").forEach(hub -> {
            ((ObjectNode) hub).put("name", hub.path("hostName").asText());
            if (hub.has("connectionString")) {
                ((ObjectNode) hub).put("connectionString", "HostName=x;SharedAccessKey=****");
            }
        });
        told.at("/properties/authorizationPolicies")
                .forEach(policy ->
                        ((ObjectNode) policy).put("primaryKey", "****").put("secondaryKey", "****"));
        return told;
    }

    /** What comes masked or not at all stays as it was. */
    private void unmask(ObjectNode before, String list, String id, List<String> secrets) {
        for (JsonNode part : service.at("/properties/" + list)) {
            for (JsonNode old : before.at("/properties/" + list)) {
                for (String secret : secrets) {
                    boolean keeps =
                            !part.has(secret) || part.path(secret).asText().endsWith("****");
                    if (old.path(id).equals(part.path(id)) && old.has(secret) && keeps) {
                        ((ObjectNode) part).set(secret, old.get(secret));
                    }
                }
            }
        }
    }

    private JsonNode enrollmentCall(HttpExchange exchange, String path, JsonNode body) {
        ObjectNode next = body.deepCopy();
        JsonNode before = enrollments.getOrDefault(path.toLowerCase(Locale.ROOT), JSON.createObjectNode());
        if (exchange.getRequestMethod().equals("PUT")) {
            for (String key : List.of("primaryKey", "secondaryKey")) {
                String kept = before.at("/attestation/symmetricKey/" + key).asText("Z2VuZXJhdGVk");
                if (next.get("attestation") instanceof ObjectNode attestation
                        && attestation.path("type").asText().equals("symmetricKey")) {
                    ObjectNode keys = attestation.withObjectProperty("symmetricKey");
                    keys.put(key, keys.path(key).asText(kept));
                }
            }
            next.put("createdDateTimeUtc", "2026-01-01T00:00:00Z");
            if (!next.has("provisioningStatus")) {
                next.put("provisioningStatus", "enabled");
            }
            next.withObjectProperty("capabilities")
                    .put("iotEdge", next.at("/capabilities/iotEdge").asBoolean());
        }
        return shown(stored(exchange, enrollments, path, next));
    }

    private ObjectNode stored(HttpExchange exchange, Map<String, ObjectNode> all, String path, JsonNode next) {
        String key =
                path.substring(all == certificates ? path.lastIndexOf('/') : 0).toLowerCase(Locale.ROOT);
        ObjectNode before = all.get(key);
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                if (before != null && !exchange.getRequestHeaders().containsKey("If-Match")) {
                    throw new Refusal(409, "exists already");
                }
                if (before != null || exchange.getRequestHeaders().containsKey("If-Match")) {
                    requireEtag(exchange, before == null ? JSON.createObjectNode() : before);
                }
                ObjectNode written = next.deepCopy();
                all.put(key, written.put("etag", "\"v" + ++version + "\""));
                return written;
            }
            case "DELETE" -> {
                requireEtag(exchange, before == null ? JSON.createObjectNode() : before);
                all.remove(key);
                return JSON.createObjectNode();
            }
            default -> {
                if (before == null) {
                    throw new Refusal(404, "not found");
                }
                return before;
            }
        }
    }

    private ObjectNode enrollment(String path) {
        return Optional.ofNullable(enrollments.get(path.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new Refusal(404, "not found"));
    }

    private ObjectNode shown(ObjectNode stored) {
        ObjectNode shown = stored.deepCopy();
        if (shown.get("attestation") instanceof ObjectNode attestation) {
            attestation.remove("symmetricKey");
            for (JsonNode form : attestation.path("x509")) {
                form.forEach(FakeService::hideCertificate);
            }
        }
        String url = shown.at("/customAllocationDefinition/webhookUrl").asText();
        if (url.contains("?") && !tellsQueries) {
            ((ObjectNode) shown.get("customAllocationDefinition"))
                    .put("webhookUrl", url.substring(0, url.indexOf('?')) + "?****");
        }
        return shown;
    }

    /** Told by its thumbprint only. */
    private static void hideCertificate(JsonNode slot) {
        if (!(slot instanceof ObjectNode certificate) || !certificate.has("certificate")) {
            return;
        }
        byte[] der = Base64.getDecoder()
                .decode(certificate.path("certificate").asText().replaceAll("-----[A-Z ]*-----|\\s", ""));
        certificate.removeAll();
        try {
            String thumbprint = HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
            certificate.putObject("info").put("sha256Thumbprint", thumbprint);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode page(HttpExchange exchange, String path) {
        String prefix = path.replace("/query", "/").toLowerCase(Locale.ROOT);
        List<ObjectNode> all = enrollments.entrySet().stream()
                .filter(it -> it.getKey().startsWith(prefix))
                .map(it -> shown(it.getValue()))
                .toList();
        String token = exchange.getRequestHeaders().getFirst("x-ms-continuation");
        int from = token == null ? 0 : Integer.parseInt(token);
        int to = Math.min(all.size(), from + PAGE);
        if (to < all.size()) {
            exchange.getResponseHeaders().set("x-ms-continuation", Integer.toString(to));
        }
        ArrayNode page = JSON.createArrayNode();
        all.subList(from, to).forEach(page::add);
        return page;
    }

    private static void requireEtag(HttpExchange exchange, JsonNode current) {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("If-Match"))
                .replace("\"", "");
        if (!given.equals(current.path("etag").asText().replace("\"", ""))) {
            throw new Refusal(412, "The etag in If-Match is not the current one");
        }
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) {
        try (exchange) {
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }
    }
}
