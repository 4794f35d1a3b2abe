/** Who changed or was shown what, in hash chains that only grow (docs/audit.md, ADR 11). */
@NullMarked
package io.muster.core.audit;

import org.jspecify.annotations.NullMarked;
