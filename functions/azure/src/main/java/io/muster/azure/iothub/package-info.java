/** Core's port to hub registries, on the hub's REST API. */
@NullMarked
package io.muster.azure.iothub;

import org.jspecify.annotations.NullMarked;
