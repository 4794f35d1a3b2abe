/** Custom allocation webhooks over HTTPS. */
@NullMarked
package io.muster.azure.webhook;

import org.jspecify.annotations.NullMarked;
