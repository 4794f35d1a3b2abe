/** The edge header: what the gateway vouches for to the Function App about one request. */
@NullMarked
package io.muster.core.edge;

import org.jspecify.annotations.NullMarked;
