/** Custom allocation, with webhooks in this process. */
@NullMarked
package io.muster.conformance.webhook;

import org.jspecify.annotations.NullMarked;
