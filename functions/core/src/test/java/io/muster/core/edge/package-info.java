/** Tests of the edge header. */
@NullMarked
package io.muster.core.edge;

import org.jspecify.annotations.NullMarked;
