/** Who may call the service API: shared access policies and roles, their rights and their tokens. */
@NullMarked
package io.muster.core.access;

import org.jspecify.annotations.NullMarked;
