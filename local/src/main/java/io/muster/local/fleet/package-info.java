/** The command that moves fleets: enrollments and registration records out of a service, into one, and on. */
@NullMarked
package io.muster.local.fleet;

import org.jspecify.annotations.NullMarked;
