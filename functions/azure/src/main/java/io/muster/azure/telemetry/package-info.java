/** What is counted and traced, by the API of OpenTelemetry: whoever runs this process decides where it goes. */
@NullMarked
package io.muster.azure.telemetry;

import org.jspecify.annotations.NullMarked;
