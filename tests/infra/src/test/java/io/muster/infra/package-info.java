/** What infra-bicep promises, checked without deploying: syntax, names, modules, roles, secrets, and the app's settings. */
@NullMarked
package io.muster.infra;

import org.jspecify.annotations.NullMarked;
