package dev.sluice.common.audit;

import dev.sluice.common.audit.AuditSink.SinkAway;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.Checkpoint;
import dev.sluice.common.audit.chain.Link;
import dev.sluice.common.audit.chain.SigningKey;
import java.io.IOException;
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
 * Signs now and then what has been delivered: for the sink, and for a file that an auditor copies
 * elsewhere. The drain's thread alone uses it.
 */
final class Checkpoints {
  private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);
  private static final long FILE_BYTES = 16L * 1024 * 1024;

  private final ChainConfig config;
  private final AuditSink sink;
  private final Path file;
  private final Path olderFile;
  private long signedAt = System.nanoTime();
  private @Nullable Link delivered;
  private @Nullable Checkpoint unsent;

  Checkpoints(ChainConfig config, AuditSink sink, Path directory) {
    this.config = config;
    this.sink = sink;
    this.file = directory.resolve("checkpoints.jsonl");
    this.olderFile = directory.resolve("checkpoints.older.jsonl");
  }

  /** Notes what the sink took, and signs it when it is time. */
  void delivered(List<ChainedRecord> records) {
    for (ChainedRecord record : records) {
      delivered = record.link().orElse(delivered);
    }
    if (System.nanoTime() - signedAt >= config.checkpointEvery().toNanos()) {
      sign();
    }
  }

  /** Signs what has been delivered since the last time. */
  void sign() {
    send();
    Link link = delivered;
    SigningKey key = config.key().orElse(null);
    if (link == null || key == null) {
      return;
    }
    delivered = null;
    signedAt = System.nanoTime();
    Checkpoint checkpoint = Checkpoint.sign(key, link, System.currentTimeMillis());
    unsent = checkpoint;
    try {
      append(checkpoint);
    } catch (IOException e) {
      log.warn("A checkpoint cannot be written to {} ({})", file, e.getMessage());
    }
    send();
  }

  private void send() {
    Checkpoint waiting = unsent;
    if (waiting == null) {
      return;
    }
    try {
      sink.checkpoint(waiting);
      unsent = null;
    } catch (SinkAway e) {
      log.debug("A checkpoint waits ({})", e.reason());
    }
  }

  private void append(Checkpoint checkpoint) throws IOException {
    if (Files.exists(file) && Files.size(file) >= FILE_BYTES) {
      Files.move(file, olderFile, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.write(
        file,
        (checkpoint.line() + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
