/** The management plane, as far as this service has it: CA certificates, in the resource manager's form and in a short one. */
@NullMarked
package io.muster.app.management;

import org.jspecify.annotations.NullMarked;
