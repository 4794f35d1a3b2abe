/** A custom allocation webhook to start one's own from: docs/webhook.md says what is asked of it. */
@NullMarked
package io.muster.sample.webhook;

import org.jspecify.annotations.NullMarked;
