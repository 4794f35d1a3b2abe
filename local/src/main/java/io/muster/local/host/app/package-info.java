/** Reads a packaged Function App: its folder, its class loader and its annotated functions. */
@NullMarked
package io.muster.local.host.app;

import org.jspecify.annotations.NullMarked;
