/** The build before this one and this one, at work on the same stores. */
@NullMarked
package io.muster.conformance.upgrade;

import org.jspecify.annotations.NullMarked;
