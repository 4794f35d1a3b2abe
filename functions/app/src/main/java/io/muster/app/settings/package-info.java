/** The environment, read once, checked as a whole. */
@NullMarked
package io.muster.app.settings;

import org.jspecify.annotations.NullMarked;
