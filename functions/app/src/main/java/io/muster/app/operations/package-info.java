/** A record of every call, in the columns of DPS's resource logs (8.3). */
@NullMarked
package io.muster.app.operations;

import org.jspecify.annotations.NullMarked;
