/** Where on Earth an address or an Azure region is, from tables that come along: nothing is asked of the network. */
@NullMarked
package io.muster.core.geo;

import org.jspecify.annotations.NullMarked;
