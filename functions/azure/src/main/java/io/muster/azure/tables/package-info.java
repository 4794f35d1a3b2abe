/** Core's ports to what is kept, on Table Storage; docs/adr/0000-table-storage.md is its map. */
@NullMarked
package io.muster.azure.tables;

import org.jspecify.annotations.NullMarked;
