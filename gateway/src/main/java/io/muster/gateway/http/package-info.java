/** One HTTP exchange: checks, body, edge header, answer. */
@NullMarked
package io.muster.gateway.http;

import org.jspecify.annotations.NullMarked;
