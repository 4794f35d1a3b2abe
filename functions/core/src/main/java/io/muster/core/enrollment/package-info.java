/** Who may board: individual enrollments and enrollment groups, and how they are written. */
@NullMarked
package io.muster.core.enrollment;

import org.jspecify.annotations.NullMarked;
