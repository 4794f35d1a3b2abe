package io.muster.local.vault;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What a vault serves: ports (0 takes a free one), its server certificate, its token, keys to have at once, its directory. */
public record VaultSettings(
        int port, int adminPort, SSLContext tls, BearerToken token, List<String> keys, Optional<Path> data) {
    public VaultSettings {
        keys = List.copyOf(keys);
    }
}
