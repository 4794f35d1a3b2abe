/** Tests of the iothub adapter. */
@NullMarked
package io.muster.azure.iothub;

import org.jspecify.annotations.NullMarked;
