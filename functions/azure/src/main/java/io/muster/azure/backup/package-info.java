/** Where backups lie: a container of blobs, or a folder. */
@NullMarked
package io.muster.azure.backup;

import org.jspecify.annotations.NullMarked;
