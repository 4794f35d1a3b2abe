/** The arithmetic of costs. */
@NullMarked
package io.muster.bench.cost;

import org.jspecify.annotations.NullMarked;
