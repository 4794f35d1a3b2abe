/** The Azure adapters against the local doubles, over real sockets. */
@NullMarked
package io.muster.conformance.adapters;

import org.jspecify.annotations.NullMarked;
