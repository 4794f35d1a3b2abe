/** Keeping to what a hub allows: a budget of identity writes, shared by all instances, and a fair line for those who wait. */
@NullMarked
package io.muster.core.levelling;

import org.jspecify.annotations.NullMarked;
