/** What makes the emulated hub a test instrument: scripted failures, a write budget, and a record of what it saw. */
@NullMarked
package io.muster.local.hub.script;

import org.jspecify.annotations.NullMarked;
