package io.muster.bench.jmh;

import io.muster.core.certificate.ChainCheck;
import io.muster.core.certificate.DeviceChain;
import io.muster.core.certificate.Revocations;
import io.muster.core.certificate.Trust;
import io.muster.core.certificate.ValidPath;
import io.muster.core.decision.Trail;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorResult;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A leaf and its intermediate below one verified root, parsed and checked: ours beside the JDK as it comes. */
@State(Scope.Benchmark)
public class ChainBench {
    /** Twice as many certificates: the JDK keeps 750 parsed ones, and with each the last key that verified it. */
    private static final int DISTINCT = 1500;

    @Param({"P256", "RSA2048"})
    private KeyKind kind = KeyKind.P256;

    private ChainFleet fleet = ChainFleet.EMPTY;
    private Trust trust = Trust.of(List.of(), List.of(), Revocations.none());
    private Set<TrustAnchor> anchors = Set.of();
    private int next;

    @Setup
    public void prepare() {
        fleet = ChainFleet.make(kind, DISTINCT);
        trust = Trust.of(List.of(fleet.root().verifiedAs("root")), List.of(), Revocations.none());
        anchors = Set.of(new TrustAnchor(fleet.root().x509(), null));
    }

    private List<byte[]> chain() {
        next = (next + 1) % DISTINCT;
        return fleet.chains().get(next);
    }

    @Benchmark
    public List<ValidPath> muster(CpuClock clock) {
        Trail trail = new Trail(ChainFleet.ID);
        DeviceChain chain = DeviceChain.parse(chain(), trail);
        chain.requireName(ChainFleet.ID, trail);
        List<ValidPath> paths = ChainCheck.paths(chain, trust, ChainFleet.NOW, trail);
        clock.called();
        return paths;
    }

    @Benchmark
    public CertPathValidatorResult jdk(CpuClock clock) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> parsed = new ArrayList<>();
        for (byte[] der : chain()) {
            parsed.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        }
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(ChainFleet.NOW));
        CertPathValidatorResult result =
                CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(parsed), parameters);
        clock.called();
        return result;
    }
}
