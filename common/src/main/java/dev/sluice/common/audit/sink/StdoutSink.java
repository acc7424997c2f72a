package dev.sluice.common.audit.sink;

import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.record.RecordLineWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A sink that writes each record as one line of JSON, with {@code timestamp} instead of {@code
 * ts_ms}.
 */
public final class StdoutSink implements AuditSink {
  private static final int USUAL_BATCH = 64 * 1024;
  private static final long PAUSE = Duration.ofMillis(1).toNanos();

  private final WritableByteChannel out;
  private final RecordLineWriter lines = new RecordLineWriter(USUAL_BATCH);

  /**
   * Creates a sink. It writes to a file directly, because the stream allocates a buffer for each
   * batch.
   */
  public StdoutSink(OutputStream out) {
    this.out = Channels.newChannel(out);
  }

  @Override
  public String name() {
    return "stdout";
  }

  /** Writes all lines at once, so that no other writer's lines are between them. */
  @Override
  public WriteResult write(List<ChainedRecord> batch) throws SinkUnavailableException {
    lines.clear();
    batch.forEach(lines::add);
    ByteBuffer bytes = lines.buffer();
    try {
      while (bytes.hasRemaining()) {
        if (out.write(bytes) == 0) {
          // The pipe is full and in non-blocking mode.
          LockSupport.parkNanos(PAUSE);
        }
      }
    } catch (IOException e) {
      throw new SinkUnavailableException("stdout_unwritable");
    }
    return new WriteResult(batch.size(), 0, 0);
  }

  /** Does nothing: a line could be mistaken for a record, so the checkpoint file is sufficient. */
  @Override
  public void writeCheckpoint(ChainCheckpoint checkpoint) {}

  /** Does nothing, because standard output belongs to the process. */
  @Override
  public void close() {}
}
