/** The vendor's published definitions of the API, and whether an answer keeps to them. */
@NullMarked
package io.muster.conformance.spec;

import org.jspecify.annotations.NullMarked;
