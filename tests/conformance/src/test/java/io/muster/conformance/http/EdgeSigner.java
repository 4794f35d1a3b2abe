package io.muster.conformance.http;

import io.muster.conformance.stack.LocalStack;
import io.muster.core.edge.BodyDigest;
import io.muster.core.edge.ClientChain;
import io.muster.core.edge.EdgeClaims;
import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeKeys;
import io.muster.core.edge.EdgeProtocol;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/** Says about a call what the gateway would, of a client without a certificate; for calls straight to a functions host. */
public final class EdgeSigner {
    private final LocalStack stack;

    public EdgeSigner(LocalStack stack) {
        this.stack = stack;
    }

    /** The call with the edge header of a client of this address. */
    public Call from(String address, Call call) throws IOException {
        EdgeClaims claims = new EdgeClaims(
                Instant.now(),
                call.method(),
                call.target(),
                BodyDigest.of(call.body().orElse("").getBytes(StandardCharsets.UTF_8)),
                EdgeProtocol.HTTPS,
                address,
                stack.deviceHost(),
                ClientChain.of(List.of()));
        return call.with(EdgeHeader.name(), new EdgeHeader(sharedKeys()).sign(claims));
    }

    /** What gateway and app share, from where the local service keeps its keys. */
    public EdgeKeys sharedKeys() throws IOException {
        Path authority = Path.of(stack.facts().path("caFile").asText());
        Path file = authority.resolveSibling("..").resolve("secrets.properties");
        Properties secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            secrets.load(reader);
        }
        return EdgeKeys.parse("local:" + secrets.getProperty("edge"));
    }
}
