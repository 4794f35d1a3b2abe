/** Every operation of the published definitions, called under every version that has one. */
@NullMarked
package io.muster.conformance.operations;

import org.jspecify.annotations.NullMarked;
