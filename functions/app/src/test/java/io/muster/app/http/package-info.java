/** Tests of what the platform hands over. */
@NullMarked
package io.muster.app.http;

import org.jspecify.annotations.NullMarked;
