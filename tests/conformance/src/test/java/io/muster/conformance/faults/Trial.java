package io.muster.conformance.faults;

import io.muster.conformance.crash.Site;
import io.muster.conformance.crash.WebhookServer;
import io.muster.conformance.faults.Matrix.Cell;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.Hub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One device that registers while something fails. */
final class Trial {
    /** An instance that was refused by the vault does not ask it again for five seconds. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    private static final Duration TO_END = Duration.ofSeconds(60);

    private final Site site;
    private final Cell cell;
    private final String id = Names.fresh("fault") + "x";
    private final String key = Names.key(32);
    private final Instant began = Instant.now();

    Trial(Site site, Cell cell) {
        this.site = site;
        this.cell = cell;
    }

    String id() {
        return id;
    }

    /** A hub that throttles is levelled for all its devices, so it is another one than those of other faults. */
    Hub hub() {
        return cell.fault().equals("429") && cell.dependency().equals("hub") ? site.second() : site.first();
    }

    /** What the device was answered while the fault lasted, and how long that took. */
    record Told(Trial trial, Answer answer, Duration took) {}

    void enroll() {
        enroll(site.service());
    }

    void enroll(ServiceApi service) {
        String policy = cell.dependency().equals("webhook")
                ? ",\"allocationPolicy\":\"custom\",\"customAllocationDefinition\":{\"webhookUrl\":\""
                        + site.webhook().url(id) + "\",\"apiVersion\":\"2021-10-01\"},\"iotHubs\":[\""
                        + site.first().host() + "\",\"" + site.second().host() + "\"]"
                : ",\"allocationPolicy\":\"static\",\"iotHubs\":[\"" + hub().host() + "\"]";
        Site.enroll(service, id, key, policy);
    }

    Told register(DeviceApi devices) {
        Instant start = Instant.now();
        Answer answer = devices.register(id, key);
        return new Told(this, answer, Duration.between(start, Instant.now()));
    }

    /** Ends with an AssertionError unless it came as stated. The fault is over. */
    String check(Told told, DeviceApi devices) {
        Answer answer = told.answer();
        String result = cell + " in " + told.took().toMillis() + " ms";
        switch (cell.outcome()) {
            case "now" -> expect(assigned(answer), answer);
            case "later" -> {
                expect(answer.status() == 202 && answer.text("/status").equals("assigning"), answer);
                expect(hasRetryAfter(answer), answer);
                result +=
                        ", assigned after " + await(answer.text("/operationId")).toMillis() + " ms";
            }
            case "refused" -> {
                expect(answer.status() == 503 && answer.errorCode() >= 503000 && hasRetryAfter(answer), answer);
                Answer none = Patience.until(LEFT_ALONE, () -> devices.lookUp(id, key), it -> it.status() != 503);
                expect(none.status() == 404, none);
                expect(site.hubs().stream().allMatch(hub -> hub.history(id).isEmpty()), answer);
                Answer next = devices.register(id, key);
                expect(assigned(next), next);
            }
            case "found" -> {
                expect(answer.status() == 503 && answer.errorCode() >= 503000 && hasRetryAfter(answer), answer);
                Answer next = devices.register(id, key);
                expect(next.status() == 202, next);
                result += ", assigned after " + await(next.text("/operationId")).toMillis() + " ms";
            }
            default -> throw new AssertionError("no such outcome: " + cell);
        }
        long created = site.hubs().stream()
                .flatMap(hub -> hub.history(id).stream())
                .filter(change -> change.event().equals("created"))
                .count();
        expect(created == 1, "created " + created + " times");
        List<String> operations = site.webhook().calls(id).stream()
                .map(WebhookServer.Call::operation)
                .distinct()
                .toList();
        expect(operations.size() == (cell.dependency().equals("webhook") ? 1 : 0), operations);
        return result;
    }

    private Duration await(String operation) {
        Instant over = Instant.now();
        Optional<Answer> last = Patience.until(
                TO_END,
                () -> Optional.of(site.devices().operation(id, operation, key)),
                answer -> answer.filter(it -> it.status() == 200).isPresent());
        expect(last.filter(it -> it.text("/status").equals("assigned")).isPresent(), last);
        return Duration.between(over, Instant.now());
    }

    private static boolean assigned(Answer answer) {
        return answer.status() == 202 && answer.text("/status").equals("assigned");
    }

    private static boolean hasRetryAfter(Answer answer) {
        return answer.header("Retry-After").orElse("").matches("[1-9][0-9]{0,2}");
    }

    private void expect(boolean asStated, Object instead) {
        if (!asStated) {
            throw new AssertionError(cell + ", but " + instead + " of " + id + " since " + began);
        }
    }
}
