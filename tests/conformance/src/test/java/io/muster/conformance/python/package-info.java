/** Programs of the Python environment against the service: the vendor's service SDK, and schemathesis. */
@NullMarked
package io.muster.conformance.python;

import org.jspecify.annotations.NullMarked;
