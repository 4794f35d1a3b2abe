/** What a request may be believed to come with. */
@NullMarked
package io.muster.app.http;

import org.jspecify.annotations.NullMarked;
