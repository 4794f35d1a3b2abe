package io.muster.conformance.tpm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import tss.TpmDevice;

/**
 * Lets the vendor's TPM library speak to a {@link SoftwareTpm}. Its own connection speaks another simulator's protocol;
 * swtpm takes the bare commands.
 */
final class SoftwareTpmConnection extends TpmDevice {
    /** Tag, size of the whole, response code. */
    private static final int HEADER_BYTES = 10;

    private final SocketChannel channel;

    SoftwareTpmConnection(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public boolean connect() {
        return channel.isConnected();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void dispatchCommand(byte[] command) {
        ByteBuffer bytes = ByteBuffer.wrap(command);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] getResponse() {
        ByteBuffer header = read(ByteBuffer.allocate(HEADER_BYTES));
        ByteBuffer whole = ByteBuffer.allocate(header.getInt(2)).put(header);
        return read(whole).array();
    }

    @Override
    public boolean responseReady() {
        return true;
    }

    private ByteBuffer read(ByteBuffer into) {
        try {
            while (into.hasRemaining()) {
                if (channel.read(into) < 0) {
                    throw new IOException("swtpm hung up");
                }
            }
            return into.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
