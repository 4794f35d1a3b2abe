/**
 * The SASL layer (behaviour.md 11.26, 11.27; clients.md section 5). It is ours, because the library's knows no mechanism
 * {@code TPM}; frames and mechanisms only, the app decides whether a credential holds.
 */
@NullMarked
package io.muster.gateway.amqp.sasl;

import org.jspecify.annotations.NullMarked;
