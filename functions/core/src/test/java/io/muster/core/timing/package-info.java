/** Whether the time of an answer tells what it must not; statistics over many samples, only in the release profile. */
@NullMarked
package io.muster.core.timing;

import org.jspecify.annotations.NullMarked;
