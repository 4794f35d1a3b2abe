package io.muster.local.webhook;

import java.time.Clock;

/** The command {@code local/webhook-check}. */
public final class WebhookCheckMain {
    private WebhookCheckMain() {}

    public static void main(String[] args) {
        System.exit(new WebhookCheck(System.getenv(), Clock.systemUTC(), System.out).run(args));
    }
}
