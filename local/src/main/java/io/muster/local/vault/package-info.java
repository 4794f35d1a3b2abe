/**
 * A double of Key Vault's keys over HTTPS on loopback, for the unmodified KeyClient and CryptographyClient: RSA keys with
 * versions; create, get, rotate, wrapKey and unwrapKey with RSA-OAEP and RSA-OAEP-256; every other call answers 501.
 *
 * <p>Admin verbs ({@code http://127.0.0.1:ADMIN}): {@code GET /keys} how many versions each key has · {@code GET
 * /calls} authorised calls since the start · {@code POST
 * /keys/rotate?name=K} · {@code POST /faults/answer?status=S&count=N} the next N authorised calls answer that status ·
 * {@code POST /faults/delay?millis=M} each authorised call is held back · {@code POST /faults/clear}.
 */
@NullMarked
package io.muster.local.vault;

import org.jspecify.annotations.NullMarked;
