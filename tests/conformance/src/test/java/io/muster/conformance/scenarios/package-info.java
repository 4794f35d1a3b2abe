/** What the vendor's overview says a provisioning service is for, one test a scenario. */
@NullMarked
package io.muster.conformance.scenarios;

import org.jspecify.annotations.NullMarked;
