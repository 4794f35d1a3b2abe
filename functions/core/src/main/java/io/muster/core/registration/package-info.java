/** The story of a registration: record, operation, assignment and the port that keeps them. */
@NullMarked
package io.muster.core.registration;

import org.jspecify.annotations.NullMarked;
