/** HTTP without the platform: request and response, the router, and the one wrapper around every call. */
@NullMarked
package io.muster.app.http;

import org.jspecify.annotations.NullMarked;
