@NullMarked
package io.muster.core.geo;

import org.jspecify.annotations.NullMarked;
