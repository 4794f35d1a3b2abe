/** How much the service takes on: rates that all instances share, each device's own, and the wait of those who do not keep to them. */
@NullMarked
package io.muster.core.limits;

import org.jspecify.annotations.NullMarked;
