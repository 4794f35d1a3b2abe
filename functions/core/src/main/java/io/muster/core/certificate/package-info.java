/** X.509 certificates of devices and of those that sign for them: what is uploaded, what is revoked, and whether a chain holds. */
@NullMarked
package io.muster.core.certificate;

import org.jspecify.annotations.NullMarked;
