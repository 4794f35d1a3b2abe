package io.muster.core.decision;

import io.muster.core.identity.RegistrationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A refused attempt as it is kept: plain bounded text, no secret.
 *
 * @param trackingId what the refused device was told
 * @param operation what it asked for: {@code register}, {@code operation} or {@code registration}
 * @param entries what was found, in order; the last one says why
 */
public record Decision(UUID trackingId, RegistrationId id, Instant at, String operation, List<Entry> entries) {
    private static final int MAX_ENTRIES = 24;
    private static final int MAX_SUBJECT = 256;
    private static final int MAX_TEXT = 512;
    private static final int MAX_CODE = 64;

    public Decision {
        entries = List.copyOf(entries);
    }

    /**
     * A finding as it is kept.
     *
     * @param step as in {@link Step#wire}; text, for a version to come may know more of them
     */
    public record Entry(String step, String subject, String text, Optional<Cause> cause) {}

    /** A reason as it is kept. */
    public record Cause(String code, String advice) {}

    /** What is to be kept of a refusal. */
    public static Decision of(UUID trackingId, Refusal refusal, String operation, Instant at) {
        return new Decision(trackingId, refusal.id(), at, operation, entries(refusal.findings()));
    }

    /** Why it was refused; empty only for a decision that was not written by this version. */
    public Optional<Cause> why() {
        return entries.isEmpty()
                ? Optional.empty()
                : entries.get(entries.size() - 1).cause();
    }

    /** In the form in which they are kept; of too many the first and the last ones. */
    public static List<Entry> entries(List<Finding> findings) {
        int surplus = findings.size() - MAX_ENTRIES;
        if (surplus <= 0) {
            return findings.stream().map(Decision::entry).toList();
        }
        int half = MAX_ENTRIES / 2;
        int leftOut = surplus + 1;
        List<Entry> entries = new ArrayList<>();
        findings.subList(0, half).forEach(finding -> entries.add(entry(finding)));
        entries.add(new Entry(
                findings.get(half).step().wire(), "", leftOut + " findings are left out here", Optional.empty()));
        findings.subList(half + leftOut, findings.size()).forEach(finding -> entries.add(entry(finding)));
        return List.copyOf(entries);
    }

    private static Entry entry(Finding finding) {
        return new Entry(
                finding.step().wire(),
                PlainText.of(finding.subject(), MAX_SUBJECT),
                PlainText.of(finding.text(), MAX_TEXT),
                finding.refusal()
                        .map(reason -> new Cause(
                                PlainText.of(reason.code(), MAX_CODE), PlainText.of(reason.advice(), MAX_TEXT))));
    }
}
