package io.muster.core.backup;

import io.muster.core.identity.Secret;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Seals what is written: the header, then frames, each behind its length of four bytes. Whole only once closed. */
final class SealedOutput extends OutputStream {
    private final DataOutputStream out;
    private final Frames frames;
    private final byte[] clear = new byte[Frames.CLEAR_BYTES];
    private int filled;
    private boolean closed;

    SealedOutput(OutputStream out, BackupHeader header, Secret key) throws IOException {
        byte[] first = header.bytes();
        this.out = new DataOutputStream(out);
        this.out.write(first);
        this.frames = Frames.sealing(key, first);
    }

    @Override
    public void write(int next) throws IOException {
        write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (filled == clear.length) {
                // Only now is it known not to be the last.
                frame(false);
            }
            int part = Math.min(length - done, clear.length - filled);
            System.arraycopy(bytes, offset + done, clear, filled, part);
            filled += part;
            done += part;
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            frame(true);
            out.flush();
        }
    }

    private void frame(boolean last) throws IOException {
        byte[] sealed = frames.next(clear, filled, last);
        out.writeInt(sealed.length);
        out.write(sealed);
        filled = 0;
    }
}
