/** What every process of the local service shares: how it starts, tells that it is ready, is steered and stops. */
@NullMarked
package io.muster.local.process;

import org.jspecify.annotations.NullMarked;
