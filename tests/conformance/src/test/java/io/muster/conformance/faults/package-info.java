/** What a device sees when a dependency fails: the matrix of docs/faults.md, cell by cell. */
@NullMarked
package io.muster.conformance.faults;

import org.jspecify.annotations.NullMarked;
