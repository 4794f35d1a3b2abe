package io.muster.sample.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.wire.AllocationWire;
import io.muster.azure.http.AddressRules;
import io.muster.azure.http.Egress;
import io.muster.azure.webhook.Audiences;
import io.muster.azure.webhook.WebhookHttp;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.CustomAllocation;
import io.muster.core.allocation.WebhookUrl;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IssuanceNames;
import io.muster.core.enrollment.Revision;
import io.muster.core.enrollment.Terms;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.webhook.AllocationWebhook.Choice;
import io.muster.core.webhook.AllocationWebhook.Question;
import io.muster.core.webhook.AskedWebhook;
import io.muster.core.webhook.Exchange;
import io.muster.core.webhook.ExchangeLog;
import io.muster.core.webhook.WebhookFailure;
import io.muster.core.webhook.WebhookKeys;
import io.muster.core.webhook.WebhookLimits;
import io.muster.local.webhook.WebhookCheck;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Issue 5.3: the sample webhook, asked by the service's own client over TLS")
class ChooseHubTest {
    private static final String OLD = base64("an old key, of 32 bytes or more…");
    private static final String NEW = base64("the new key, of 32 bytes or more");
    private static final List<HubHost> HUBS =
            List.of(new HubHost("hub-a.azure-devices.net"), new HubHost("hub-b.azure-devices.net"));
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ExchangeLog UNLOGGED = new ExchangeLog() {
        @Override
        public void record(List<Exchange> exchanges) {
            assertFalse(exchanges.toString().contains(SampleHost.FUNCTION_KEY));
        }

        @Override
        public List<Exchange> of(RegistrationId id) {
            return List.of();
        }
    };

    @TempDir
    Path directory;

    private SampleHost host;

    @BeforeEach
    void start() throws Exception {
        host = new SampleHost(new ChooseHub(new SignatureCheck(OLD + "," + NEW, Clock.systemUTC())), directory);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Choice ask(String keys, Clock clock, String operation, String payload) throws Exception {
        AskedWebhook webhook = new AskedWebhook(
                new AskedWebhook.Ports(
                        new AllocationWire(),
                        new WebhookHttp(
                                Egress.over(AddressRules.PUBLIC.withLoopback(), this::trust),
                                Audiences.NONE,
                                () -> {
                                    throw new AssertionError("no token is asked for");
                                },
                                clock),
                        UNLOGGED),
                keys.isEmpty() ? WebhookKeys.NONE : WebhookKeys.parse(keys),
                WebhookLimits.within(TIMEOUT, 2, TIMEOUT),
                clock);
        return webhook.ask(question(operation, payload), TIMEOUT);
    }

    private SSLContext trust() {
        try {
            return host.trust();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Question question(String operation, String payload) {
        CustomAllocation definition = CustomAllocation.of(WebhookUrl.parse(host.url()), "2021-10-01");
        Secret key = Secret.of(new byte[32]);
        Terms terms = new Terms(
                true,
                Optional.empty(),
                Optional.of(AllocationPolicy.CUSTOM),
                Optional.of(definition),
                List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                IssuanceNames.NONE);
        return new Question(
                definition,
                new EnrollmentGroup(
                        new GroupId("line"),
                        Optional.empty(),
                        new SymmetricKeys(key, key),
                        terms,
                        new Revision(new Etag("e"), Instant.EPOCH, Instant.EPOCH)),
                new RegistrationId("press-17"),
                new Evidence.Key("press-17"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new JsonText(payload)),
                HUBS,
                new OperationId(operation),
                1);
    }

    private static String model(int number) {
        return "{\"model\":\"m" + number + "\"}";
    }

    @Test
    @DisplayName("spreads by a field of the payload, one model to one hub, with a tag and a word to the device")
    void spread() throws Exception {
        Clock clock = Clock.systemUTC();
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            choices.add(ask("k:" + NEW, clock, "4.spread-" + i, model(i % 4)));
        }

        assertEquals(2, choices.stream().map(Choice::hub).distinct().count());
        for (int i = 0; i < 4; i++) {
            assertEquals(choices.get(i), choices.get(i + 4));
        }
        assertEquals(
                "{\"model\":\"m0\"}",
                choices.get(0).initialTwin().orElseThrow().written().tags().text());
        assertEquals(
                Optional.of(new JsonText("{\"welcome\":\"press-17\"}")),
                choices.get(0).payload());
    }

    @Test
    @DisplayName("a repeated operation is answered as it was the first time")
    void repeated() throws Exception {
        Clock clock = Clock.systemUTC();
        Choice first = ask("k:" + NEW, clock, "4.one", model(0));
        List<Choice> others = new ArrayList<>();
        for (int i : IntStream.range(0, 6).toArray()) {
            others.add(ask("k:" + NEW, clock, "4.one", model(i)));
        }

        assertEquals(List.of(first), others.stream().distinct().toList());
        assertNotEquals(first, ask("k:" + NEW, clock, "4.two", model(1)));
    }

    @Test
    @DisplayName("either key is believed, alone or beside another; none, a wrong one and an old question are not")
    void signatures() throws Exception {
        Clock clock = Clock.systemUTC();
        String other = base64("a key that the webhook never saw");
        for (String keys : List.of("a:" + OLD, "b:" + NEW, "a:" + OLD + ",b:" + NEW, "c:" + other + ",b:" + NEW)) {
            Choice unused = ask(keys, clock, "4.signed", model(0));
        }

        for (String keys : List.of("", "c:" + other)) {
            assertRefused(keys, clock);
        }
        assertRefused("b:" + NEW, Clock.offset(clock, Duration.ofMinutes(-6)));
        assertRefused("b:" + NEW, Clock.offset(clock, Duration.ofMinutes(6)));
    }

    private void assertRefused(String keys, Clock clock) {
        WebhookFailure failure = assertThrows(WebhookFailure.class, () -> ask(keys, clock, "4.refused", model(0)));

        assertEquals(400207, failure.code());
        assertFalse(failure.mayPass());
        assertTrue(String.valueOf(failure.getMessage()).contains("401"), failure.getMessage());
        assertFalse(String.valueOf(failure.getMessage()).contains(SampleHost.FUNCTION_KEY), failure.getMessage());
    }

    @Test
    @DisplayName("the command for authors finds nothing wrong with it")
    void checked() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = new WebhookCheck(
                        Map.of("HOOK", host.url(), "KEY", "b:" + NEW),
                        Clock.systemUTC(),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .run("@HOOK", "--key", "@KEY", "--ca", host.caFile().toString());

        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(WebhookCheck.FINE, exit, said);
        assertTrue(said.contains("2018-09-01-preview: chose hub-"), said);
        assertTrue(said.contains("2021-10-01: chose hub-") && said.endsWith("Fine.\n"), said);
        assertFalse(said.contains("Hint") || said.contains(SampleHost.FUNCTION_KEY), said);
    }
}
