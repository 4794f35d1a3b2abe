package io.muster.local.webhook;

import io.muster.core.allocation.CustomAllocation;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IssuanceNames;
import io.muster.core.enrollment.Revision;
import io.muster.core.enrollment.Terms;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.webhook.AllocationWebhook.Choice;
import io.muster.core.webhook.AllocationWebhook.Question;
import io.muster.core.webhook.AskedWebhook;
import io.muster.core.webhook.WebhookFailure;
import io.muster.core.webhook.WebhookKeys;
import io.muster.core.webhook.WebhookLimits;
import io.muster.local.certificates.CaFile;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Asks a webhook what the service would ask it and says what is wrong with its answers; the rules are the service's own. */
public final class WebhookCheck {
    public static final int FINE = 0;
    public static final int WRONG = 1;
    public static final int WRONG_OPTIONS = 2;

    /** Without the queue a device waits for so long. */
    private static final Duration USUAL = Duration.ofMillis(1500);

    private static final int LONG_PAYLOAD = 400;

    private final Map<String, String> environment;
    private final Clock clock;
    private final PrintStream out;
    private final SecureRandom random = new SecureRandom();

    public WebhookCheck(Map<String, String> environment, Clock clock, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.out = out;
    }

    /** Exit code: 0 all answers are fine, 1 one is wrong, 2 wrong options. */
    public int run(String... args) {
        try {
            CheckOptions options = CheckOptions.parse(args, environment);
            Optional<SSLContext> trust = options.ca().isPresent()
                    ? Optional.of(CaFile.trusted(options.ca().get()))
                    : Optional.empty();
            return check(options, new CheckTransport(trust, options.plain()));
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage() + "\n\n" + CheckOptions.USAGE);
            return WRONG_OPTIONS;
        } catch (IOException e) {
            out.println("--ca cannot be read: " + e.getMessage());
            return WRONG_OPTIONS;
        }
    }

    private int check(CheckOptions options, CheckTransport transport) {
        out.println("Asking " + options.url().masked());
        boolean fine = true;
        for (String version : CustomAllocation.API_VERSIONS) {
            fine &= ask(options, transport, question(options, version, OperationId.random(random)));
        }
        if (fine) {
            hint(options, transport);
        }
        out.println(fine ? "Fine." : "Not fine: see docs/webhook.md for what is asked of a webhook.");
        return fine ? FINE : WRONG;
    }

    private boolean ask(CheckOptions options, CheckTransport transport, Question question) {
        LastExchange log = new LastExchange();
        String version = question.definition().apiVersion() + ": ";
        try {
            Choice choice = asked(transport, log, options.keys()).ask(question, Duration.ofSeconds(5));
            out.println(version + "chose " + choice.hub().name() + " in "
                    + log.took().toMillis() + " ms"
                    + choice.initialTwin().map(twin -> ", with an initial twin").orElse("")
                    + choice.payload().map(payload -> ", with a payload").orElse(""));
            hint(choice, log.took());
            return true;
        } catch (WebhookFailure e) {
            out.println(version + "WRONG: " + e.getMessage());
            out.println("  The registration would " + (e.mayPass() ? "be tried again later" : "fail") + ", with "
                    + e.code() + ".");
            if (!log.excerpt().isEmpty()) {
                out.println("  The answer begins: " + log.excerpt());
            }
            return false;
        }
    }

    private void hint(Choice choice, Duration took) {
        if (took.compareTo(USUAL) > 0) {
            out.println("  Hint: it took longer than devices usually wait; their registrations would go by the queue.");
        }
        if (choice.payload().filter(it -> it.text().length() > LONG_PAYLOAD).isPresent()) {
            out.println("  Hint: the payload is long; embedded clients keep a whole answer in some 512 bytes.");
        }
    }

    /** What is no fault, but will be one some day. */
    private void hint(CheckOptions options, CheckTransport transport) {
        Question twice = question(options, "2021-10-01", OperationId.random(random));
        Optional<Choice> first = choice(transport, options.keys(), twice);
        Optional<Choice> second = choice(transport, options.keys(), twice);
        if (!first.equals(second)) {
            out.println("Hint: asked twice about one operation, it answered differently. "
                    + "Remember what was answered by x-muster-operation-id.");
        }
        byte[] strange = new byte[32];
        random.nextBytes(strange);
        WebhookKeys forged = WebhookKeys.parse("forged:" + Base64.getEncoder().encodeToString(strange));
        if (!options.keys().none() && choice(transport, forged, twice).isPresent()) {
            out.println("Hint: it took a question signed with a key that it cannot know. Check x-muster-signature.");
        }
    }

    private Optional<Choice> choice(CheckTransport transport, WebhookKeys keys, Question question) {
        try {
            return Optional.of(asked(transport, new LastExchange(), keys).ask(question, Duration.ofSeconds(5)));
        } catch (WebhookFailure e) {
            return Optional.empty();
        }
    }

    private AskedWebhook asked(CheckTransport transport, LastExchange log, WebhookKeys keys) {
        Duration most = WebhookLimits.USUAL.perTry();
        return new AskedWebhook(
                new AskedWebhook.Ports(new CheckForm(), transport, log),
                keys,
                WebhookLimits.within(most, 1, most),
                clock);
    }

    private Question question(CheckOptions options, String version, OperationId operation) {
        CustomAllocation webhook = CustomAllocation.of(options.url(), version);
        Terms terms = new Terms(
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.of(webhook),
                List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                IssuanceNames.NONE);
        return new Question(
                webhook,
                new EnrollmentGroup(
                        new GroupId("webhook-check"),
                        Optional.empty(),
                        new SymmetricKeys(SymmetricKeys.generate(random), SymmetricKeys.generate(random)),
                        terms,
                        new Revision(Etag.random(random), clock.instant(), clock.instant())),
                new RegistrationId("webhook-check-1"),
                new Evidence.Key("webhook-check-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(options.payload()),
                options.hubs(),
                operation,
                1);
    }
}
