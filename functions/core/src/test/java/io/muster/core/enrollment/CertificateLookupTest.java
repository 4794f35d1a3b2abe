package io.muster.core.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.certificate.Authorities;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CertificateReason;
import io.muster.core.certificate.DeviceChain;
import io.muster.core.certificate.Revocations;
import io.muster.core.decision.Finding;
import io.muster.core.decision.Reason;
import io.muster.core.decision.Refusal;
import io.muster.core.decision.Trail;
import io.muster.core.enrollment.CertificateLookup.IndividualChains;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.FakeCertificate;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CertificateLookupTest {
    private static final RegistrationId ID = new RegistrationId("press-1");

    private final FakeAuthority factory = new FakeAuthority("Factory", TestData.NOW);
    private final FakeCertificate leaf = factory.leaf("press-1");
    private final Snapshots snapshots = new Snapshots();
    private final Trail trail = new Trail(ID);

    @Test
    @DisplayName("1.15: a CA or a group made elsewhere a moment ago is looked for before a device is refused for good")
    void latest() {
        snapshots.later(List.of(group()), List.of(factory.root().verifiedAs("root")));
        Admitted admitted = admit(lookup(IndividualChains.ANY), Optional.empty(), leaf, factory.intermediate());
        assertEquals(Optional.of(new GroupId("line")), admitted.group());
        assertEquals(1, snapshots.looks);
        assertTrue(
                trail.findings().stream().allMatch(it -> it.refusal().isEmpty()),
                trail.findings().toString());
    }

    @Test
    @DisplayName("A look that finds nothing new is not followed by another check, and the first reason stands")
    void nothingNew() {
        assertRefused(CertificateReason.ISSUER_NOT_FOUND, IndividualChains.ANY, Optional.empty(), leaf);
        assertEquals(1, snapshots.looks);
    }

    @Test
    @DisplayName("A device that is let in costs no look, and its trail tells the way it went once")
    void noLook() {
        snapshots.now(List.of(group()), List.of(factory.root().verifiedAs("root")));
        Admitted admitted = admit(lookup(IndividualChains.ANY), Optional.empty(), leaf, factory.intermediate());
        assertEquals(new Evidence.Certificate(leaf.enrolled().info().sha256Thumbprint()), admitted.evidence());
        assertEquals(0, snapshots.looks);
        List<String> texts = trail.findings().stream().map(Finding::text).toList();
        assertEquals(texts.stream().distinct().toList(), texts);
        assertEquals("it answers for the certificate", texts.get(texts.size() - 1));
    }

    @Test
    @DisplayName("2.19: asked to, an individual's chain must lead to a verified CA, while a leaf alone passes")
    void verifiedChains() {
        Optional<IndividualEnrollment> own = Optional.of(individual());
        assertRefused(
                CertificateReason.NO_VERIFIED_CA,
                IndividualChains.VERIFIED,
                own,
                leaf,
                factory.intermediate(),
                factory.root());
        assertEquals(
                own.get(), admit(lookup(IndividualChains.VERIFIED), own, leaf).enrollment());
        assertEquals(
                own.get(),
                admit(lookup(IndividualChains.ANY), own, leaf, factory.intermediate())
                        .enrollment());
        snapshots.now(List.of(), List.of(factory.root().verifiedAs("root")));
        assertEquals(
                own.get(),
                admit(lookup(IndividualChains.VERIFIED), own, leaf, factory.intermediate())
                        .enrollment());
    }

    @Test
    @DisplayName("2.18: an individual enrollment by CA reference, as old rows may hold, admits nobody")
    void individualByReference() {
        IndividualEnrollment odd = new IndividualEnrollment(
                ID,
                Optional.empty(),
                references(),
                TermsBuilder.terms().build(),
                Optional.empty(),
                TestData.revision("i"));
        assertRefused(EnrollmentReason.CREDENTIAL_OF_OTHER_KIND, IndividualChains.ANY, Optional.of(odd), leaf);
    }

    private CertificateLookup lookup(IndividualChains chains) {
        return new CertificateLookup(snapshots, snapshots, chains);
    }

    private Admitted admit(
            CertificateLookup lookup, Optional<IndividualEnrollment> individual, FakeCertificate... leafFirst) {
        DeviceChain chain = DeviceChain.parse(FakeCertificate.chain(leafFirst), trail);
        return lookup.admit(ID, chain, individual, TestData.NOW, trail);
    }

    private void assertRefused(
            Reason why,
            IndividualChains chains,
            Optional<IndividualEnrollment> individual,
            FakeCertificate... leafFirst) {
        Refusal refusal = assertThrows(Refusal.class, () -> admit(lookup(chains), individual, leafFirst));
        assertEquals(why, refusal.why());
    }

    private IndividualEnrollment individual() {
        return new IndividualEnrollment(
                ID,
                Optional.empty(),
                new X509Certificates(Role.CLIENT, Optional.of(leaf.enrolled()), Optional.empty()),
                TermsBuilder.terms().build(),
                Optional.empty(),
                TestData.revision("i"));
    }

    private static EnrollmentGroup group() {
        return new EnrollmentGroup(
                new GroupId("line"),
                Optional.empty(),
                references(),
                TermsBuilder.terms().build(),
                TestData.revision("g"));
    }

    private static CaReferences references() {
        return new CaReferences(Optional.of("root"), Optional.empty());
    }

    /** What an instance knows now, and what it would find if it looked. */
    private static final class Snapshots implements Groups, Authorities {
        private List<EnrollmentGroup> groups = List.of();
        private List<CaCertificate> uploaded = List.of();
        private List<EnrollmentGroup> nextGroups = groups;
        private List<CaCertificate> nextUploaded = uploaded;
        private final Revocations revocations = Revocations.none();
        private int looks;

        void now(List<EnrollmentGroup> all, List<CaCertificate> cas) {
            later(all, cas);
            groups = all;
            uploaded = cas;
        }

        void later(List<EnrollmentGroup> all, List<CaCertificate> cas) {
            nextGroups = all;
            nextUploaded = cas;
        }

        @Override
        public List<EnrollmentGroup> all() {
            return groups;
        }

        @Override
        public List<EnrollmentGroup> latest() {
            looks++;
            groups = nextGroups;
            uploaded = nextUploaded;
            return groups;
        }

        @Override
        public Optional<EnrollmentGroup> find(GroupId id) {
            return groups.stream().filter(it -> it.groupId().equals(id)).findFirst();
        }

        @Override
        public List<CaCertificate> uploaded() {
            return uploaded;
        }

        @Override
        public Revocations revocations() {
            return revocations;
        }
    }
}
