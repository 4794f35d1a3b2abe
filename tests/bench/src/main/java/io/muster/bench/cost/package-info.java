/** What a registration would cost on Azure: counts and dated list prices in, US dollars out. No bill was ever seen. */
@NullMarked
package io.muster.bench.cost;

import org.jspecify.annotations.NullMarked;
