/** The service API's rules on the wire. */
@NullMarked
package io.muster.conformance.service;

import org.jspecify.annotations.NullMarked;
