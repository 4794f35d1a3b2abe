/** The HTTP side of the host: routes, requests as functions see them, responses. */
@NullMarked
package io.muster.local.host.http;

import org.jspecify.annotations.NullMarked;
