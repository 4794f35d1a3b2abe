/** What the tests of several adapters share. */
@NullMarked
package io.muster.azure;

import org.jspecify.annotations.NullMarked;
