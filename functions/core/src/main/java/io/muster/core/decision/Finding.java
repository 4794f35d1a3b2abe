package io.muster.core.decision;

import java.util.Optional;

/**
 * One thing found out about an attempt. Holds no secret: an operator reads it.
 *
 * @param subject what it is about, such as an enrollment's id or a certificate's subject and thumbprint
 * @param text what was found, for a person
 * @param refusal why the attempt ended here; empty for what passed
 */
public record Finding(Step step, String subject, String text, Optional<Reason> refusal) {}
