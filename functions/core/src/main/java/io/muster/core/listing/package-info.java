/** What operators list: pages of things in order of their ids. */
@NullMarked
package io.muster.core.listing;

import org.jspecify.annotations.NullMarked;
