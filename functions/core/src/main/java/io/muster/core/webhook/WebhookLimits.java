package io.muster.core.webhook;

import java.time.Duration;

/**
 * How long and how often a webhook is asked.
 *
 * @param perTry how long one try may take
 * @param tries of one question
 * @param inAll how long all tries of one question may take
 * @param failures in a row after which a webhook is left alone
 * @param pause how long it is
 */
public record WebhookLimits(Duration perTry, int tries, Duration inAll, int failures, Duration pause) {
    public static final WebhookLimits USUAL =
            new WebhookLimits(Duration.ofSeconds(5), 2, Duration.ofSeconds(10), 5, Duration.ofSeconds(30));

    /** The same with other times. */
    public static WebhookLimits within(Duration perTry, int tries, Duration inAll) {
        return new WebhookLimits(perTry, tries, inAll, USUAL.failures(), USUAL.pause());
    }
}
