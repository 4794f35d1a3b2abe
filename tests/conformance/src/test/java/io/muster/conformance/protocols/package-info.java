/** The vendor's device SDKs over every protocol they speak, with every kind of credential. */
@NullMarked
package io.muster.conformance.protocols;

import org.jspecify.annotations.NullMarked;
