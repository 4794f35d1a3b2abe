package io.muster.bench.jmh;

import io.muster.core.certificate.ChainCheck;
import io.muster.core.certificate.DeviceChain;
import io.muster.core.certificate.Revocations;
import io.muster.core.certificate.Trust;
import io.muster.core.decision.Refusal;
import io.muster.core.decision.Trail;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the worst that a device can show costs before it is refused. */
@State(Scope.Benchmark)
public class HostileBench {
    /** More than the JDK keeps. */
    private static final int OTHERS = 1000;

    @Param
    private Hostile shown = Hostile.P256_MESH;

    private Hostile.Shown made = Hostile.Shown.NOTHING;
    private List<List<byte[]>> others = List.of();
    private Trust trust = Trust.of(List.of(), List.of(), Revocations.none());

    @Setup
    public void prepare() {
        made = shown.make();
        others = ChainFleet.make(KeyKind.P256, OTHERS / 2).chains();
        trust = Trust.of(made.uploaded(), List.of(), Revocations.none());
    }

    /** So that the JDK has forgotten what it parsed and verified the time before. */
    @Setup(Level.Invocation)
    public void forget() throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (List<byte[]> chain : others) {
            for (byte[] der : chain) {
                if (factory.generateCertificate(new ByteArrayInputStream(der)) == null) {
                    throw new CertificateException("nothing parsed");
                }
            }
        }
    }

    @Benchmark
    public Optional<String> refuse(CpuClock clock) {
        clock.skip();
        Optional<String> answer = check();
        clock.take();
        clock.called();
        return answer;
    }

    /** The reason's code; empty for what is let in, which may cost no more. */
    private Optional<String> check() {
        Trail trail = new Trail(ChainFleet.ID);
        try {
            DeviceChain chain = DeviceChain.parse(made.chain(), trail);
            chain.requireName(ChainFleet.ID, trail);
            return ChainCheck.paths(chain, trust, ChainFleet.NOW, trail).isEmpty()
                    ? Optional.of("no path")
                    : Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.why().code());
        }
    }
}
