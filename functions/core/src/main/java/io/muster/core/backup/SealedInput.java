package io.muster.core.backup;

import io.muster.core.identity.Secret;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Opens what {@link SealedOutput} sealed, from behind the header on. Throws {@link BackupException} when it was changed. */
final class SealedInput extends InputStream {
    private final PushbackInputStream raw;
    private final DataInputStream in;
    private final Frames frames;
    private byte[] clear = new byte[0];
    private int read;
    private boolean last;

    SealedInput(InputStream in, BackupHeader header, Secret key) {
        this.raw = new PushbackInputStream(in);
        this.in = new DataInputStream(raw);
        this.frames = Frames.opening(key, header.bytes());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (read == clear.length && !last) {
            frame();
        }
        if (read == clear.length) {
            return -1;
        }
        int part = Math.min(length, clear.length - read);
        System.arraycopy(clear, read, into, offset, part);
        read += part;
        return part;
    }

    private void frame() throws IOException {
        try {
            int length = in.readInt();
            if (length < Frames.TAG_BYTES || length > Frames.CLEAR_BYTES + Frames.TAG_BYTES) {
                throw new BackupException("the backup is damaged: no frame has " + length + " bytes");
            }
            byte[] sealed = new byte[length];
            in.readFully(sealed);
            last = atEnd();
            clear = frames.next(sealed, length, last);
            read = 0;
        } catch (EOFException e) {
            throw new BackupException("the backup is damaged: it is cut short", e);
        }
    }

    private boolean atEnd() throws IOException {
        int next = raw.read();
        if (next >= 0) {
            raw.unread(next);
        }
        return next < 0;
    }
}
