package io.muster.core.edge;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary form of the claims, big-endian, one spelling for one set of claims:
 * version u8, issued-at i64, method u8+text, path and query u16+text, SHA-256, protocol u8,
 * address u8+text, host name u8+text, certificate count u8, then each certificate u16+DER.
 */
final class EdgePayload {
    private static final int VERSION = 1;

    private EdgePayload() {}

    static byte[] encode(EdgeClaims claims) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(claims.issuedAt().getEpochSecond());
            out.writeByte(claims.method().length());
            writeText(out, claims.method());
            out.writeShort(claims.rawPathAndQuery().length());
            writeText(out, claims.rawPathAndQuery());
            out.write(claims.body().bytes());
            out.writeByte(claims.protocol().code());
            out.writeByte(claims.clientAddress().length());
            writeText(out, claims.clientAddress());
            out.writeByte(claims.hostName().length());
            writeText(out, claims.hostName());
            writeChain(out, claims.chain().der());
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream out, String ascii) throws IOException {
        out.write(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static void writeChain(DataOutputStream out, List<byte[]> der) throws IOException {
        out.writeByte(der.size());
        for (byte[] certificate : der) {
            out.writeShort(certificate.length);
            out.write(certificate);
        }
    }

    static EdgeClaims decode(byte[] payload) throws MalformedPayloadException {
        PayloadReader in = new PayloadReader(payload);
        if (in.u8() != VERSION) {
            throw new MalformedPayloadException(EdgeRefusal.UNKNOWN_VERSION);
        }
        long issuedAt = in.i64();
        if (!EdgeClaims.isTime(issuedAt)) {
            throw new MalformedPayloadException(EdgeRefusal.MALFORMED);
        }
        String method = in.text(in.u8(), EdgeClaims.LONGEST_METHOD);
        String target = in.text(in.u16(), EdgeClaims.LONGEST_TARGET);
        BodyDigest body = BodyDigest.ofSha256(in.take(BodyDigest.LENGTH));
        EdgeProtocol protocol =
                EdgeProtocol.ofCode(in.u8()).orElseThrow(() -> new MalformedPayloadException(EdgeRefusal.MALFORMED));
        String address = in.text(in.u8(), EdgeClaims.LONGEST_ADDRESS);
        String host = in.text(in.u8(), EdgeClaims.LONGEST_HOST);
        List<byte[]> der = readChain(in);
        in.end();
        try {
            Instant issued = Instant.ofEpochSecond(issuedAt);
            return new EdgeClaims(issued, method, target, body, protocol, address, host, ClientChain.of(der));
        } catch (IllegalArgumentException e) {
            throw new MalformedPayloadException(EdgeRefusal.MALFORMED);
        }
    }

    private static List<byte[]> readChain(PayloadReader in) throws MalformedPayloadException {
        int count = in.u8();
        if (count > ClientChain.MOST_CERTIFICATES) {
            throw new MalformedPayloadException(EdgeRefusal.CHAIN_TOO_LONG);
        }
        List<byte[]> der = new ArrayList<>(count);
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            int length = in.u16();
            bytes += length;
            if (bytes > ClientChain.MOST_BYTES) {
                throw new MalformedPayloadException(EdgeRefusal.CHAIN_TOO_LARGE);
            }
            der.add(in.take(length));
        }
        return der;
    }
}
