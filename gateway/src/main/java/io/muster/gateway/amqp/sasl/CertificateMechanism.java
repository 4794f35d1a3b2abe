package io.muster.gateway.amqp.sasl;

import io.vertx.core.Future;

/** EXTERNAL, and ANONYMOUS, which some clients choose when they have a certificate: the TLS handshake is the proof. */
final class CertificateMechanism implements Mechanism {
    private final boolean shown;

    CertificateMechanism(boolean shown) {
        this.shown = shown;
    }

    @Override
    public Future<Step> next(byte[] response) {
        return Future.succeededFuture(shown ? new Step.Done(new Login.ByCertificate()) : Step.refused());
    }
}
