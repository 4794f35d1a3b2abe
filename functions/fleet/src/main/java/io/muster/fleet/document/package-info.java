/** The description of a fleet as a file: read, checked against its schema, with a place for each fault. */
@NullMarked
package io.muster.fleet.document;

import org.jspecify.annotations.NullMarked;
