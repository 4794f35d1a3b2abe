/** Starts the whole service on this machine, keeps it running and stops it. */
@NullMarked
package io.muster.local.launcher;

import org.jspecify.annotations.NullMarked;
