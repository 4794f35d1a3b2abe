/** The command {@code local/webhook-check}, for authors of custom allocation webhooks. */
@NullMarked
package io.muster.local.webhook;

import org.jspecify.annotations.NullMarked;
