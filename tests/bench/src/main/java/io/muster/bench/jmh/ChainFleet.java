package io.muster.bench.jmh;

import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.CertificateOrder;
import io.muster.core.testkit.FakeCertificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Devices that share a few keys and no certificate, each below an intermediate of its own. */
record ChainFleet(FakeCertificate root, List<List<byte[]>> chains) {
    static final RegistrationId ID = new RegistrationId("device-1");
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final ChainFleet EMPTY = make(KeyKind.P256, 0);

    private static final int KEYS = 8;

    static ChainFleet make(KeyKind kind, int count) {
        FakeCertificate root =
                CertificateOrder.ca("Bench Root", kind.key("root"), NOW).selfSigned();
        return new ChainFleet(
                root,
                IntStream.range(0, count).mapToObj(i -> chain(kind, root, i)).toList());
    }

    private static List<byte[]> chain(KeyKind kind, FakeCertificate root, int number) {
        String key = Integer.toString(number % KEYS);
        FakeCertificate issuing = CertificateOrder.ca("Line " + number, kind.key("line" + key), NOW)
                .by(root);
        FakeCertificate leaf =
                CertificateOrder.leaf(ID.text(), kind.key("leaf" + key), NOW).by(issuing);
        return FakeCertificate.chain(leaf, issuing);
    }
}
