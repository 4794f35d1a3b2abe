/** A fleet as code: the command against the whole service. */
@NullMarked
package io.muster.conformance.code;

import org.jspecify.annotations.NullMarked;
