/** Tests of the directory's bearer tokens, with keys made here and served over TLS on loopback. */
@NullMarked
package io.muster.azure.entra;

import org.jspecify.annotations.NullMarked;
