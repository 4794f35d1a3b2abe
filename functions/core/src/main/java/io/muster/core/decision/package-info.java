/** Why a device was refused: what an attempt was found to be, step by step, for the operator and never for the device. */
@NullMarked
package io.muster.core.decision;

import org.jspecify.annotations.NullMarked;
