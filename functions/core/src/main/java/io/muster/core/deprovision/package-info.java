/** What becomes of hub identities once the enrollment or the record behind them is deleted or disabled; nothing by default (1.24). */
@NullMarked
package io.muster.core.deprovision;

import org.jspecify.annotations.NullMarked;
