package dev.sluice.common.audit;

import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainSigningKey;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.sink.AuditSink;
import dev.sluice.common.audit.sink.AuditSink.SinkUnavailableException;
import dev.sluice.common.file.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A signer of delivered records. It writes checkpoints at intervals to the sink and to a file that
 * an auditor copies elsewhere. Only the drain's thread uses it.
 */
final class CheckpointSigner {
  private static final Logger log = LoggerFactory.getLogger(CheckpointSigner.class);
  private static final long FILE_BYTES = 16L * 1024 * 1024;

  private final ChainConfig config;
  private final AuditSink sink;
  private final Path file;
  private final Path olderFile;
  private long signedAt = System.nanoTime();
  private @Nullable ChainLink recordDelivered;
  private @Nullable ChainCheckpoint unsent;

  CheckpointSigner(ChainConfig config, AuditSink sink, Path directory) {
    this.config = config;
    this.sink = sink;
    this.file = directory.resolve("checkpoints.jsonl");
    this.olderFile = directory.resolve("checkpoints.older.jsonl");
  }

  /** Records that the sink accepted these records, and signs if a checkpoint is due. */
  void recordDelivered(List<ChainedRecord> records) {
    for (ChainedRecord record : records) {
      recordDelivered = record.link().orElse(recordDelivered);
    }
    if (System.nanoTime() - signedAt >= config.checkpointInterval().toNanos()) {
      sign();
    }
  }

  /** Signs all records that were delivered since the last checkpoint. */
  void sign() {
    send();
    ChainLink link = recordDelivered;
    ChainSigningKey key = config.key().orElse(null);
    if (link == null || key == null) {
      return;
    }
    recordDelivered = null;
    signedAt = System.nanoTime();
    ChainCheckpoint checkpoint = ChainCheckpoint.sign(key, link, System.currentTimeMillis());
    unsent = checkpoint;
    try {
      append(checkpoint);
    } catch (IOException e) {
      log.warn("A checkpoint cannot be written to {} ({})", file, e.getMessage());
    }
    send();
  }

  private void send() {
    ChainCheckpoint waiting = unsent;
    if (waiting == null) {
      return;
    }
    try {
      sink.writeCheckpoint(waiting);
      unsent = null;
    } catch (SinkUnavailableException e) {
      log.debug("A checkpoint is delayed ({})", e.reason());
    }
  }

  private void append(ChainCheckpoint checkpoint) throws IOException {
    if (Files.exists(file) && Files.size(file) >= FILE_BYTES) {
      Files.move(file, olderFile, StandardCopyOption.REPLACE_EXISTING);
    }
    ByteBuffer line = ByteBuffer.wrap((checkpoint.line() + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long end = out.size();
      try {
        AtomicFiles.writeFully(out.position(end), line);
      } catch (IOException e) {
        // On a full disk a part of the line may be in the file; the next one must begin a line.
        out.truncate(end);
        throw e;
      }
    }
  }
}
