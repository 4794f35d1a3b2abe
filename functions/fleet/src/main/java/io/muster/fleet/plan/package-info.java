/** What is described, what is there, what lies between the two, and the steps from one to the other. */
@NullMarked
package io.muster.fleet.plan;

import org.jspecify.annotations.NullMarked;
