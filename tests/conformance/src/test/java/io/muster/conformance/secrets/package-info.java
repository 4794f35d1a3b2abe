/** What must not be found where it does not belong. */
@NullMarked
package io.muster.conformance.secrets;

import org.jspecify.annotations.NullMarked;
