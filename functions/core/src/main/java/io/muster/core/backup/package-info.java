/** Backups of all that a service keeps, sealed as one stream, and their restoring (ADR 13). */
@NullMarked
package io.muster.core.backup;

import org.jspecify.annotations.NullMarked;
