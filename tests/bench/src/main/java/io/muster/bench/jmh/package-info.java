/** What single checks cost the CPU, beside the bare cryptography in the same run; by JMH, each in a JVM of its own. */
@NullMarked
package io.muster.bench.jmh;

import org.jspecify.annotations.NullMarked;
