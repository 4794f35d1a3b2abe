/** Measures the whole local service over TLS, and in the same run the floor: the same table and hub operations done bare. */
@NullMarked
package io.muster.bench;

import org.jspecify.annotations.NullMarked;
