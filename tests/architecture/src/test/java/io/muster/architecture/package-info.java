/** The rules of the house, checked on the compiled classes, the sources and the package that is deployed. */
@NullMarked
package io.muster.architecture;

import org.jspecify.annotations.NullMarked;
