package io.muster.azure.http;

import java.io.IOException;

/** A host has an address that this service does not call. */
public final class ForbiddenAddressException extends IOException {
    ForbiddenAddressException(String host) {
        super("an address of " + host + " is private or special, and not listed");
    }
}
