package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.Credentials;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.certificate.Denial;
import io.muster.core.certificate.Revocations;
import io.muster.core.certificate.Revocations.StaleCrl;
import io.muster.core.decision.Reason;
import io.muster.core.decision.Refusal;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.hub.HubIdentity.Authentication;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.FakeCertificate;
import io.muster.core.testkit.FakeCredential;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** A factory's CA, one device under it, and a service with one hub. */
abstract class X509Fixture {
    static final String NAME = "press-1";
    static final RegistrationId ID = new RegistrationId(NAME);

    final InMemoryService service = new InMemoryService(4);
    final FakeAuthority factory = new FakeAuthority("Factory", TestData.NOW);
    final FakeCertificate leaf = factory.leaf(NAME);

    @BeforeEach
    void oneHub() {
        service.hubs().link(TestData.hub("hub-a"));
        service.authorities().upload(List.of(factory.root().verifiedAs("root")));
    }

    void know(FakeCredential credential) {
        service.authorities().upload(credential.uploaded());
        service.authorities().revoke(credential.revocations());
        if (credential.signing().isEmpty()) {
            String name = credential.uploaded().stream()
                    .findFirst()
                    .map(ca -> ca.name().text())
                    .orElse("none");
            group("line", references(name), TermsBuilder.terms());
        } else {
            group(
                    "line",
                    new X509Certificates(
                            Role.SIGNING, Optional.of(credential.signing().get(0)), Optional.empty()),
                    TermsBuilder.terms());
        }
    }

    void enroll(Attestation attestation, TermsBuilder terms) {
        service.individuals().put(individual(attestation, terms));
    }

    static IndividualEnrollment individual(Attestation attestation, TermsBuilder terms) {
        return new IndividualEnrollment(
                ID, Optional.empty(), attestation, terms.build(), Optional.empty(), TestData.revision("i"));
    }

    void group(String id, Attestation attestation, TermsBuilder terms) {
        service.groups().put(grouped(id, attestation, terms));
    }

    static EnrollmentGroup grouped(String id, Attestation attestation, TermsBuilder terms) {
        return new EnrollmentGroup(
                new GroupId(id), Optional.empty(), attestation, terms.build(), TestData.revision("g"));
    }

    static Attestation own(FakeCertificate primary, Optional<FakeCertificate> secondary) {
        return certificates(Role.CLIENT, primary, secondary);
    }

    static Attestation signing(FakeCertificate primary, Optional<FakeCertificate> secondary) {
        return certificates(Role.SIGNING, primary, secondary);
    }

    static Attestation certificates(Role role, FakeCertificate primary, Optional<FakeCertificate> secondary) {
        return new X509Certificates(role, Optional.of(primary.enrolled()), secondary.map(FakeCertificate::enrolled));
    }

    static Attestation references(String primary) {
        return new CaReferences(Optional.of(primary), Optional.empty());
    }

    static Revocations denying(FakeCertificate certificate) {
        EnrolledCertificate enrolled = certificate.enrolled();
        return new Revocations(List.of(Denial.of(enrolled).get(0)), List.of(), StaleCrl.FAIL_OPEN);
    }

    static String thumbprint(FakeCertificate certificate) {
        return certificate.enrolled().info().sha256Thumbprint();
    }

    static Credentials brought(FakeCertificate... leafFirst) {
        return new Credentials(Optional.empty(), FakeCertificate.chain(leafFirst), Optional.empty());
    }

    Answer register(FakeCertificate... leafFirst) {
        return service.register(ID, brought(leafFirst));
    }

    Answer register(FakeCredential credential) {
        return service.register(ID, new Credentials(Optional.empty(), credential.der(), Optional.empty()));
    }

    static Answer.Current assertAssigned(Answer answer) {
        Answer.Current current = assertInstanceOf(Answer.Current.class, answer);
        assertInstanceOf(
                Progress.Assigned.class, current.registration().operation().progress());
        return current;
    }

    static String groupOf(Answer answer) {
        return assertAssigned(answer).registration().group().orElseThrow().text();
    }

    Authentication onHub() {
        return authentication(service);
    }

    static Authentication authentication(InMemoryService service) {
        return service.hubs()
                .device(TestData.host("hub-a"), new DeviceId(NAME))
                .orElseThrow()
                .identity()
                .authentication();
    }

    void assertRefused(Reason why, FakeCertificate... leafFirst) {
        Refusal refusal = assertThrows(Refusal.class, () -> register(leafFirst));
        assertEquals(why, refusal.why());
    }
}
