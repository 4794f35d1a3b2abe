/** Function apps for the host's tests: packaged into jars and loaded like any other app. */
@NullMarked
package io.muster.local.host.sample;

import org.jspecify.annotations.NullMarked;
