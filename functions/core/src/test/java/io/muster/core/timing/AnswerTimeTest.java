package io.muster.core.timing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.Credentials;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.decision.Refusal;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Answer;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.FakeCertificate;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody learns from the time of a refusal which devices are enrolled. */
@Tag("release")
@DisplayName("A refusal")
class AnswerTimeTest {
    private static final int SAMPLES = Integer.getInteger("muster.timing.samples", 1_000_000) / 50;
    private static final long SEED = 20_261_124;
    /** Of the medians; on a network, what a table takes to answer covers the rest many times over. */
    private static final double TOLERANCE = 2;

    private static final int DEVICES = 64;

    private final InMemoryService service = new InMemoryService(SEED);
    private final TimingProbe probe = new TimingProbe(SEED, SAMPLES);

    @BeforeEach
    void oneHub() {
        service.hubs().link(TestData.hub("hub-a"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 100})
    @DisplayName("of an unknown device takes as long as that of a wrong key, however many groups there are")
    void tokens(int groups) {
        for (int i = 0; i < groups; i++) {
            service.groups().put(TestData.group("group-" + i, TermsBuilder.terms()));
        }
        List<FakeDevice> enrolled = devices("known-");
        List<FakeDevice> unknown = devices("new-");
        enrolled.forEach(it -> service.individuals().put(TestData.individual(it.id(), TermsBuilder.terms())));
        assertSameClass(groups + " groups", byToken(enrolled), byToken(unknown));
    }

    @Test
    @DisplayName("of a stranger's certificate takes as long whether or not its name is enrolled with another one")
    void certificates() {
        FakeAuthority factory = new FakeAuthority("Factory", TestData.NOW);
        FakeAuthority stranger = new FakeAuthority("Stranger", TestData.NOW);
        service.authorities().upload(List.of(factory.root().verifiedAs("root")));
        service.groups()
                .put(new EnrollmentGroup(
                        new GroupId("line"),
                        Optional.empty(),
                        new CaReferences(Optional.of("root"), Optional.empty()),
                        TermsBuilder.terms().build(),
                        TestData.revision("g")));
        for (int i = 0; i < DEVICES; i++) {
            service.individuals().put(own(factory.leaf("known-" + i), "known-" + i));
        }
        assertSameClass("certificates", byCertificate(stranger, "known-"), byCertificate(stranger, "new-"));
    }

    private static IndividualEnrollment own(FakeCertificate leaf, String id) {
        return new IndividualEnrollment(
                new RegistrationId(id),
                Optional.empty(),
                new X509Certificates(Role.CLIENT, Optional.of(leaf.enrolled()), Optional.empty()),
                TermsBuilder.terms().build(),
                Optional.empty(),
                TestData.revision("i"));
    }

    private record Brought(RegistrationId id, Credentials credentials) {}

    private static List<FakeDevice> devices(String prefix) {
        return IntStream.range(0, DEVICES)
                .mapToObj(i -> FakeDevice.withKey(prefix + i, TestData.key("wrong")))
                .toList();
    }

    private List<Brought> byToken(List<FakeDevice> devices) {
        return devices.stream()
                .map(it -> new Brought(it.registrationId(), Credentials.token(it.authorization(service.clock()))))
                .toList();
    }

    private static List<Brought> byCertificate(FakeAuthority ca, String prefix) {
        return IntStream.range(0, DEVICES)
                .mapToObj(i -> prefix + i)
                .map(id -> new Brought(
                        new RegistrationId(id),
                        new Credentials(
                                Optional.empty(),
                                FakeCertificate.chain(ca.leaf(id), ca.intermediate(), ca.root()),
                                Optional.empty())))
                .toList();
    }

    private void assertSameClass(String what, List<Brought> one, List<Brought> other) {
        List<List<Brought>> both = List.of(one, other);
        Random random = new Random(SEED);
        TimingProbe.Times times = probe.measure(of -> both.get(of).get(random.nextInt(DEVICES)), this::refused);
        double known = times.medianOfOne();
        double unknown = times.medianOfOther();
        double ratio = unknown / known;
        System.out.printf(
                "%s: medians %.1f µs (enrolled) and %.1f µs (unknown), %d samples%n",
                what, known / 1e3, unknown / 1e3, SAMPLES);
        assertTrue(ratio <= TOLERANCE && ratio >= 1 / TOLERANCE, () -> "unknown / known = " + ratio);
    }

    private boolean refused(Brought brought) {
        try {
            Answer answer = service.register(brought.id(), brought.credentials());
            throw new AssertionError("was let in: " + answer);
        } catch (Refusal expected) {
            return true;
        }
    }
}
