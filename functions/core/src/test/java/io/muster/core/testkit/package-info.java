/** The ports in memory, and what tests of several modules build with: a device, enrollments, a clock. */
@NullMarked
package io.muster.core.testkit;

import org.jspecify.annotations.NullMarked;
