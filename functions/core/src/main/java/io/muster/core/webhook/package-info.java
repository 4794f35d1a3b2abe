/** Asking the author's webhook which hub a device belongs to (3.20 to 3.31). */
@NullMarked
package io.muster.core.webhook;

import org.jspecify.annotations.NullMarked;
