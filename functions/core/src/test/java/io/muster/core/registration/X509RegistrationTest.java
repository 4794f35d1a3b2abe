package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.Credentials;
import io.muster.core.certificate.CertificateReason;
import io.muster.core.decision.Refusal;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.EnrollmentReason;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity.Authentication.Authority;
import io.muster.core.hub.HubIdentity.Authentication.Thumbprints;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.FakeCertificate;
import io.muster.core.testkit.FakeCredential;
import io.muster.core.testkit.FakeDefect;
import io.muster.core.testkit.FakeSound;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Registering with a certificate")
class X509RegistrationTest extends X509Fixture {
    @Test
    @DisplayName("2.18, 2.29: an individual's own leaf, either slot, alone or with its chain; the hub knows both slots")
    void individual() {
        FakeCertificate next = factory.leafOrder(NAME).selfSigned();
        enroll(own(leaf, Optional.of(next)), TermsBuilder.terms());
        assertAssigned(register(leaf));
        assertEquals(new Thumbprints(thumbprint(leaf), thumbprint(next)), onHub());
        assertAssigned(register(next));
        assertAssigned(register(leaf, factory.intermediate(), factory.root()));
        enroll(own(leaf, Optional.empty()), TermsBuilder.terms());
        assertAssigned(register(leaf));
        assertEquals(new Thumbprints(thumbprint(leaf), thumbprint(leaf)), onHub());
    }

    @Test
    @DisplayName("2.18: another leaf of the same name and CA is not the enrolled one")
    void otherLeaf() {
        enroll(own(leaf, Optional.empty()), TermsBuilder.terms());
        group("line", references("root"), TermsBuilder.terms());
        assertRefused(EnrollmentReason.CERTIFICATE_NOT_ENROLLED, factory.leaf(NAME), factory.intermediate());
    }

    @Test
    @DisplayName(
            "2.31, 2.34: an enrolled leaf is refused when it has expired, may not authenticate clients, or is denied")
    void enrolledLeafIsChecked() {
        FakeCertificate expired =
                factory.leafOrder(NAME).until(TestData.NOW.minusSeconds(60)).selfSigned();
        enroll(own(expired, Optional.of(leaf)), TermsBuilder.terms());
        assertRefused(CertificateReason.CERTIFICATE_EXPIRED, expired);
        service.authorities().revoke(denying(leaf));
        assertRefused(CertificateReason.CERTIFICATE_REVOKED, leaf, factory.intermediate());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("2.20 to 2.24: every sound chain is let in by the group of its CA")
    void sound(FakeSound sound) {
        FakeCredential credential = sound.make(NAME, TestData.NOW);
        know(credential);
        Answer.Current answer = assertAssigned(register(credential));
        assertEquals(Optional.of(new GroupId("line")), answer.registration().group());
        String thumbprint = thumbprint(credential.leaf());
        assertEquals(new Thumbprints(thumbprint, thumbprint), onHub());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Issue 4.6: every defect is refused for its own reason, and nothing is kept of the device")
    void defect(FakeDefect defect) {
        FakeCredential credential = defect.make(NAME, TestData.NOW);
        know(credential);
        Refusal refusal = assertThrows(Refusal.class, () -> register(credential));
        assertEquals(defect.reason(), refusal.why());
        assertEquals("Unauthorized", refusal.message());
        assertEquals(Optional.empty(), service.registrations().stored(ID));
    }

    @Test
    @DisplayName("2.20: by the intermediate's or the root's own certificate, primary or secondary")
    void signers() {
        group("line", signing(factory.intermediate(), Optional.empty()), TermsBuilder.terms());
        assertEquals("line", groupOf(register(leaf, factory.intermediate())));
        service.groups().remove(new GroupId("line"));
        FakeAuthority other = new FakeAuthority("Other", TestData.NOW);
        group("all", signing(other.root(), Optional.of(factory.root())), TermsBuilder.terms());
        assertEquals("all", groupOf(register(leaf, factory.intermediate())));
    }

    @Test
    @DisplayName("2.22: an intermediate that is enrolled need not be sent")
    void missingIntermediate() {
        group("all", references("root"), TermsBuilder.terms());
        assertRefused(CertificateReason.ISSUER_NOT_FOUND, leaf);
        group("line", signing(factory.intermediate(), Optional.empty()), TermsBuilder.terms());
        assertEquals("line", groupOf(register(leaf)));
    }

    @Test
    @DisplayName("2.21, 9.7: an enrolled signer proves nothing while no CA at or above it is verified")
    void unverified() {
        group("line", signing(factory.intermediate(), Optional.empty()), TermsBuilder.terms());
        service.authorities().upload(List.of(factory.root().unverifiedAs("root")));
        assertRefused(CertificateReason.NO_VERIFIED_CA, leaf, factory.intermediate(), factory.root());
        service.authorities().upload(List.of(factory.intermediate().verifiedAs("issuing")));
        assertEquals("line", groupOf(register(leaf)));
    }

    @Test
    @DisplayName("2.24, 2.25: the nearest group decides, also when it is disabled; deleted, the next one does")
    void nearest() {
        group("far", references("ROOT"), TermsBuilder.terms());
        group(
                "near",
                signing(factory.intermediate(), Optional.empty()),
                TermsBuilder.terms().disabled());
        assertInstanceOf(Answer.Disabled.class, register(leaf, factory.intermediate()));
        service.groups().remove(new GroupId("near"));
        assertEquals("far", groupOf(register(leaf, factory.intermediate())));
    }

    @Test
    @DisplayName("2.24: of two groups that name one CA, the first by id decides, unless its prefix excludes the device")
    void sameCa() {
        group("b", references("root"), TermsBuilder.terms());
        EnrollmentGroup a = new EnrollmentGroup(
                new GroupId("a"),
                Optional.of("lathe-"),
                references("root"),
                TermsBuilder.terms().build(),
                TestData.revision("g"));
        service.groups().put(a);
        assertEquals("b", groupOf(register(leaf, factory.intermediate())));
        group("a", references("root"), TermsBuilder.terms());
        assertEquals("a", groupOf(register(leaf, factory.intermediate())));
    }

    @Test
    @DisplayName(
            "2.24: a chain that holds under a CA of no group is refused, as is a group of keys or of a strange name")
    void noGroup() {
        service.groups().put(TestData.group("keys", TermsBuilder.terms()));
        group("strange", references("no such name!"), TermsBuilder.terms());
        group("elsewhere", references("other"), TermsBuilder.terms());
        assertRefused(EnrollmentReason.CHAIN_OF_NO_GROUP, leaf, factory.intermediate());
    }

    @Test
    @DisplayName("2.26: an individual enrollment by keys blocks a group's member")
    void blockedById() {
        group("line", references("root"), TermsBuilder.terms());
        service.individuals().put(TestData.individual(NAME, TermsBuilder.terms().disabled()));
        assertRefused(EnrollmentReason.CREDENTIAL_OF_OTHER_KIND, leaf, factory.intermediate());
    }

    @Test
    @DisplayName("1.13: a disabled enrollment is told to the device that proved itself")
    void disabled() {
        enroll(own(leaf, Optional.empty()), TermsBuilder.terms().disabled());
        assertInstanceOf(Answer.Disabled.class, register(leaf));
    }

    @Test
    @DisplayName("2.30: a renewed leaf registers again and takes the former one's place on the same hub")
    void renewed() {
        group("line", references("root"), TermsBuilder.terms());
        assertAssigned(register(leaf, factory.intermediate()));
        FakeCertificate renewed = factory.leaf(NAME);
        assertAssigned(register(renewed, factory.intermediate()));
        assertEquals(new Thumbprints(thumbprint(renewed), thumbprint(renewed)), onHub());
    }

    @Test
    @DisplayName("1.21: a renewed leaf overtakes an operation that would tell the hub of the former one")
    void renewedWhileWaiting() {
        group("line", references("root"), TermsBuilder.terms());
        service.hubs().failNext("hub-a.write", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        Answer unused = register(leaf, factory.intermediate());
        FakeCertificate renewed = factory.leaf(NAME);
        assertAssigned(register(renewed, factory.intermediate()));
        service.drain();
        assertEquals(new Thumbprints(thumbprint(renewed), thumbprint(renewed)), onHub());
    }

    @Test
    @DisplayName("What the queue finishes tells the hub of the certificate that registered")
    void throughTheQueue() {
        group("line", references("root"), TermsBuilder.terms());
        service.hubs().failNext("hub-a.write", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        Answer unused = register(leaf, factory.intermediate());
        assertTrue(service.deliverOne());
        assertEquals(new Thumbprints(thumbprint(leaf), thumbprint(leaf)), onHub());
    }

    @Test
    @DisplayName("1.30: a poll and a look-up need the certificate too, and get it in their answer's evidence")
    void polls() {
        group("line", references("root"), TermsBuilder.terms());
        Answer.Current answer = assertAssigned(register(leaf, factory.intermediate()));
        Credentials brought = brought(leaf, factory.intermediate());
        assertEquals(answer, service.poll(ID, answer.operationId(), brought));
        assertEquals(answer, service.look(ID, brought));
        Credentials others = brought(new FakeAuthority("Other", TestData.NOW).leaf(NAME));
        assertThrows(Refusal.class, () -> service.poll(ID, answer.operationId(), others));
    }

    @Test
    @DisplayName("2.17: the certificate's name is compared with the id before anything is looked up")
    void otherName() {
        RegistrationId other = new RegistrationId("press-2");
        service.journal().clear();
        Refusal refusal = assertThrows(Refusal.class, () -> service.register(other, brought(leaf)));
        assertEquals(CertificateReason.COMMON_NAME_MISMATCH, refusal.why());
        assertEquals(List.of(), service.journal().calls());
    }

    @Test
    @DisplayName("12.7: an option has the hub trust the CA instead, for groups' devices alone")
    void byAuthority() {
        InMemoryService other = new InMemoryService(5, GroupDevices.BY_AUTHORITY);
        other.hubs().link(TestData.hub("hub-a"));
        other.authorities().upload(List.of(factory.root().verifiedAs("root")));
        other.groups().put(grouped("line", references("root"), TermsBuilder.terms()));
        assertInstanceOf(Answer.Current.class, other.register(ID, brought(leaf, factory.intermediate())));
        assertEquals(new Authority(), authentication(other));
        other.individuals().put(individual(own(leaf, Optional.empty()), TermsBuilder.terms()));
        assertInstanceOf(Answer.Current.class, other.register(ID, brought(leaf)));
        assertEquals(new Thumbprints(thumbprint(leaf), thumbprint(leaf)), authentication(other));
    }
}
