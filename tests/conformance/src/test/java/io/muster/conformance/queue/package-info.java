/** Registrations that outlast their request, their process or their enrollment. */
@NullMarked
package io.muster.conformance.queue;

import org.jspecify.annotations.NullMarked;
