/** The device API. */
@NullMarked
package io.muster.app.device;

import org.jspecify.annotations.NullMarked;
