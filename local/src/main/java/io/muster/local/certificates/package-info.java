/** The development certificate authority of the local service, and the key stores it fills. */
@NullMarked
package io.muster.local.certificates;

import org.jspecify.annotations.NullMarked;
