/** The triggers that run in their own instances: Service Bus queues and timers. */
@NullMarked
package io.muster.local.host.work;

import org.jspecify.annotations.NullMarked;
