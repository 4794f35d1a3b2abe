package io.muster.gateway.http;

import io.muster.core.edge.BodyDigest;
import io.muster.core.edge.EdgeClaims;
import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeProtocol;
import io.muster.gateway.refusal.BodyText;
import io.muster.gateway.refusal.Refusal;
import io.muster.gateway.upstream.UpstreamCall;
import io.muster.gateway.upstream.UpstreamFailure;
import io.muster.gateway.upstream.UpstreamRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The story of one request: check its head, take in its body, vouch for it, send it on, pass the answer back. */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final HttpFront front;
    private final HttpServerRequest request;
    private final ClientConnection client;

    Exchange(HttpFront front, HttpServerRequest request, ClientConnection client) {
        this.front = front;
        this.request = request;
        this.client = client;
    }

    void begin() {
        try {
            RequestHead head = RequestHead.check(request);
            collect(client.chainFault(), head.expectsContinue(), body -> forward(head, body));
        } catch (RefusedException refused) {
            if (refused.last()) {
                refuse(refused.refusal(), true);
            } else {
                collect(Optional.of(refused.refusal()), false, body -> {});
            }
        }
    }

    private void collect(Optional<Refusal> refusal, boolean expectsContinue, Consumer<byte[]> next) {
        BodyCollector body = new BodyCollector(request, front.bodyLimit(), refusal);
        client.receiving(body::malformed);
        body.collect(expectsContinue)
                .onSuccess(whole -> {
                    client.requestComplete();
                    next.accept(whole);
                })
                .onFailure(cause -> {
                    if (cause instanceof RefusedException refused) {
                        client.requestComplete();
                        refuse(refused.refusal(), refused.last());
                    }
                    // Anything else means that the client is gone.
                });
    }

    private void forward(RequestHead head, byte[] body) {
        Optional<Refusal> fault = BodyText.fault(body);
        if (fault.isPresent()) {
            refuse(fault.get(), false);
            return;
        }
        MultiMap headers = HeaderRules.forwarded(request.headers());
        headers.set(EdgeHeader.name(), front.header().sign(claims(head, body)));
        if (body.length > 0 || saysItHasBody()) {
            headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        }
        UpstreamCall call = front.upstream()
                .call(new UpstreamRequest(head.method(), head.rawPathAndQuery(), headers, Buffer.buffer(body)));
        request.response().closeHandler(gone -> call.cancel());
        call.start()
                .onSuccess(answer -> front.answers().pass(request, client, answer))
                .onFailure(cause -> refuse(refusalOf(cause), false));
    }

    private boolean saysItHasBody() {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private EdgeClaims claims(RequestHead head, byte[] body) {
        return new EdgeClaims(
                front.clock().instant(),
                head.method().name(),
                head.rawPathAndQuery(),
                BodyDigest.of(body),
                EdgeProtocol.HTTPS,
                client.address(),
                head.hostName(),
                client.chain());
    }

    private static Refusal refusalOf(Throwable cause) {
        if (cause instanceof UpstreamFailure failure) {
            return Refusal.of(failure);
        }
        LOG.error("A call ended in a way it never should", cause);
        return Refusal.GATEWAY_FAULT;
    }

    private void refuse(Refusal refusal, boolean last) {
        front.answers().refuse(request, client, refusal, last);
    }
}
