/** Which hub a device is assigned to. */
@NullMarked
package io.muster.core.allocation;

import org.jspecify.annotations.NullMarked;
