/** The instances of the Function App: choosing, calling, health. */
@NullMarked
package io.muster.gateway.upstream;

import org.jspecify.annotations.NullMarked;
