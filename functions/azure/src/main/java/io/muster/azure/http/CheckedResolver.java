package io.muster.azure.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up once for each connection, and it is to the very addresses checked here that the connection goes: a name
 * that answers otherwise the next time (DNS rebinding) gains nothing.
 */
final class CheckedResolver implements DnsResolver {
    private final AddressRules rules;
    private final NameService names;

    /** Host names to addresses. */
    interface NameService {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    CheckedResolver(AddressRules rules, NameService names) {
        this.rules = rules;
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.find(host);
        // One bad address spoils them all: which of them is tried is not ours to say.
        if (!List.of(found).stream().allMatch(address -> rules.allow(host, address))) {
            throw new RefusedHostException(host);
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Carries the refusal through the client, which lets nothing else pass here. */
    static final class RefusedHostException extends UnknownHostException {
        RefusedHostException(String host) {
            super(host);
        }
    }
}
