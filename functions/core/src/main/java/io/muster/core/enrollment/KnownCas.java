package io.muster.core.enrollment;

import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.CaReferences;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Port: whether there is an uploaded CA certificate of a name, verified or not, now. */
@FunctionalInterface
public interface KnownCas {
    boolean has(String name);

    /**
     * Refuses with 404211 names of CAs that are not there (1.16a). A name the enrollment had before may stay, so that an
     * enrollment whose CA went by some other way can still be disabled.
     */
    default void requireKnown(Attestation next, Optional<Attestation> before) {
        List<String> old = before.map(KnownCas::names).orElse(List.of());
        for (String name : names(next)) {
            if (!old.contains(name) && !has(name)) {
                throw Problem.of(
                        ProblemKind.CA_NOT_FOUND,
                        "attestation.x509.caReferences names a CA certificate that is not uploaded: " + name);
            }
        }
    }

    private static List<String> names(Attestation attestation) {
        return attestation instanceof CaReferences references
                ? Stream.concat(references.primary().stream(), references.secondary().stream())
                        .toList()
                : List.of();
    }
}
