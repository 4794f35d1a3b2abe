/** Secrets by reference: where they lie, and how they are fetched when they are needed. */
@NullMarked
package io.muster.fleet.secret;

import org.jspecify.annotations.NullMarked;
