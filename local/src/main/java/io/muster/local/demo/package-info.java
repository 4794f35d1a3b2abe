/** The main job in front of the user's eyes: the vendor's unmodified clients provision a device and let it speak. */
@NullMarked
package io.muster.local.demo;

import org.jspecify.annotations.NullMarked;
