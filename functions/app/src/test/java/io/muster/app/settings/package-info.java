/** What an operator may get wrong in the settings. */
@NullMarked
package io.muster.app.settings;

import org.jspecify.annotations.NullMarked;
