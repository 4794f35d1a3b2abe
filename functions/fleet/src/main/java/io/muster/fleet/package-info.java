/** Enrollments as code: plan, apply, drift and export, from the command line. */
@NullMarked
package io.muster.fleet;

import org.jspecify.annotations.NullMarked;
