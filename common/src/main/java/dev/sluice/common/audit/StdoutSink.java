package dev.sluice.common.audit;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.Checkpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes each record as one line of JSON, with {@code timestamp} in place of {@code ts_ms}. */
public final class StdoutSink implements AuditSink {
  private final OutputStream out;

  public StdoutSink(OutputStream out) {
    this.out = out;
  }

  @Override
  public String name() {
    return "stdout";
  }

  @Override
  public Written write(List<ChainedRecord> batch) throws SinkAway {
    RecordLines lines = new RecordLines();
    batch.forEach(lines::add);
    try {
      lines.writeTo(out);
    } catch (IOException e) {
      throw new SinkAway("stdout_unwritable");
    }
    return new Written(batch.size(), 0, 0);
  }

  /** The file of checkpoints is all that there is: a line here would pass for a record. */
  @Override
  public void checkpoint(Checkpoint checkpoint) {}

  /** Standard output belongs to the process, not to this sink. */
  @Override
  public void close() {}
}
