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

/** Writes each record as one line of JSON, with {@code timestamp} in place of {@code ts_ms}. */
public final class StdoutSink implements AuditSink {
  private static final int USUAL_BATCH = 64 * 1024;
  private static final long PAUSE = Duration.ofMillis(1).toNanos();

  private final WritableByteChannel out;
  private final RecordLineWriter lines = new RecordLineWriter(USUAL_BATCH);

  /** A file is written to without the stream's own buffer, which is made anew for each batch. */
  public StdoutSink(OutputStream out) {
    this.out = Channels.newChannel(out);
  }

  @Override
  public String name() {
    return "stdout";
  }

  /** All lines leave together, so that another writer's lines do not come between. */
  @Override
  public WriteResult write(List<ChainedRecord> batch) throws SinkUnavailableException {
    lines.clear();
    batch.forEach(lines::add);
    ByteBuffer bytes = lines.buffer();
    try {
      while (bytes.hasRemaining()) {
        if (out.write(bytes) == 0) {
          // A pipe that is full, where whoever made it does not want writers to wait in it.
          LockSupport.parkNanos(PAUSE);
        }
      }
    } catch (IOException e) {
      throw new SinkUnavailableException("stdout_unwritable");
    }
    return new WriteResult(batch.size(), 0, 0);
  }

  /** The file of checkpoints is all that there is: a line here would pass for a record. */
  @Override
  public void writeCheckpoint(ChainCheckpoint checkpoint) {}

  /** Standard output belongs to the process, not to this sink. */
  @Override
  public void close() {}
}
