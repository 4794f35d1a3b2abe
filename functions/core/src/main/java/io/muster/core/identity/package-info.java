/** Value types for everything that has an identity; parsed once at the edge, right ever after. */
@NullMarked
package io.muster.core.identity;

import org.jspecify.annotations.NullMarked;
