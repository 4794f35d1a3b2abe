/** What is counted (8.1) and what is traced, apart from how it leaves the process. */
@NullMarked
package io.muster.core.telemetry;

import org.jspecify.annotations.NullMarked;
