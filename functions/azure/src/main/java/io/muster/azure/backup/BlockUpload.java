package io.muster.azure.backup;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.muster.core.backup.BackupException;
import io.muster.core.backup.BackupPlace;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A blob as blocks of 4 MiB that nobody sees before all of them are committed; the store drops those that never are. */
final class BlockUpload implements BackupPlace.Writing {
    private static final int BLOCK_BYTES = 4 * 1024 * 1024;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final BlockBlobClient blob;
    private final String writer;
    private final List<String> blocks = new ArrayList<>();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();

    /** @param writer of one length for all, and like no other's */
    BlockUpload(BlockBlobClient blob, String writer) {
        this.blob = blob;
        this.writer = writer;
    }

    @Override
    public OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int next) {
                write(new byte[] {(byte) next}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                block.write(bytes, offset, length);
                if (block.size() >= BLOCK_BYTES) {
                    stage();
                }
            }
        };
    }

    private void stage() {
        // Blocks belong to the name until it is committed: those of another writer must not pass for ours.
        String number = String.format(Locale.ROOT, "%s-%06d", writer, blocks.size());
        String id = Base64.getEncoder().encodeToString(number.getBytes(StandardCharsets.US_ASCII));
        try {
            blob.stageBlock(id, BinaryData.fromBytes(block.toByteArray()));
        } catch (RuntimeException e) {
            throw BlobPlace.fault(e);
        }
        blocks.add(id);
        block.reset();
    }

    @Override
    public void commit() {
        if (block.size() > 0) {
            // The store takes no empty block.
            stage();
        }
        BlobRequestConditions absent = new BlobRequestConditions().setIfNoneMatch("*");
        try {
            var unused = blob.commitBlockListWithResponse(
                    new BlockBlobCommitBlockListOptions(blocks).setRequestConditions(absent), null, null);
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == CONFLICT || e.getStatusCode() == PRECONDITION_FAILED) {
                throw new BackupException("there is a backup of that second already");
            }
            throw BlobPlace.fault(e);
        } catch (RuntimeException e) {
            throw BlobPlace.fault(e);
        }
    }

    /** Nothing to do: blocks without a commit are no blob. */
    @Override
    public void close() {}
}
