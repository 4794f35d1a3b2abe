/**
 * A double of Entra ID's token endpoint over HTTPS on loopback, for the vendor's unmodified credentials: one tenant, fixed
 * clients, the client credentials grant. It serves {@code /T/v2.0/.well-known/openid-configuration}, {@code
 * /T/discovery/v2.0/keys} and {@code POST /T/oauth2/v2.0/token}; any audience gets a token, with the client's roles.
 *
 * <p>Admin verbs ({@code http://127.0.0.1:ADMIN}): {@code POST /keys/rotate} sign with a new key from now on; the one before
 * stays published, older ones do not · {@code POST /tokens?client=ID&audience=A&age=S} a token that was issued S seconds ago
 * and lived an hour from then · {@code POST /faults/answer?status=S&count=N} the next N calls answer that status · {@code POST
 * /faults/clear}.
 */
@NullMarked
package io.muster.local.issuer;

import org.jspecify.annotations.NullMarked;
