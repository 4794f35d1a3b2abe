package io.muster.core.enrollment;

import io.muster.core.identity.Etag;
import java.time.Instant;

/** The version of a stored enrollment: a fresh etag with every write, and when it was made and last written. */
public record Revision(Etag etag, Instant created, Instant updated) {}
