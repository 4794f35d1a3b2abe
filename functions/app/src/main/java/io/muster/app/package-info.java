/** The Function App: entry points, and the composition that builds everything behind them. */
@NullMarked
package io.muster.app;

import org.jspecify.annotations.NullMarked;
