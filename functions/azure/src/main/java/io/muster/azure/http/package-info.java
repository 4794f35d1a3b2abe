/** What adapters that call over the JDK's HTTP client share. */
@NullMarked
package io.muster.azure.http;

import org.jspecify.annotations.NullMarked;
