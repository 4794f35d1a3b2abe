/** Core's port to the queue, on Azure Service Bus, and the form of its messages. */
@NullMarked
package io.muster.azure.servicebus;

import org.jspecify.annotations.NullMarked;
