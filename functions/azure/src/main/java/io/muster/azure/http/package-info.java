/** What adapters that call over HTTP share: the one guarded way out to hubs and webhooks, and parts for the JDK's client. */
@NullMarked
package io.muster.azure.http;

import org.jspecify.annotations.NullMarked;
