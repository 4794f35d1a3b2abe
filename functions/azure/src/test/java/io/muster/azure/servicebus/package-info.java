/** Tests of the servicebus adapter. */
@NullMarked
package io.muster.azure.servicebus;

import org.jspecify.annotations.NullMarked;
