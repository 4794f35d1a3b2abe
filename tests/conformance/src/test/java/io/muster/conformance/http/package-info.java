/** Requests to the service as a client sends them, down to the bytes where it matters. */
@NullMarked
package io.muster.conformance.http;

import org.jspecify.annotations.NullMarked;
