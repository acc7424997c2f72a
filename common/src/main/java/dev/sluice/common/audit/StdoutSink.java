package dev.sluice.common.audit;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes each record as one line of JSON, with {@code timestamp} in place of {@code ts_ms}. */
public final class StdoutSink implements AuditSink {
  /** What a line has besides the record, at most. */
  private static final int LINK = 320;

  private final OutputStream out;

  public StdoutSink(OutputStream out) {
    this.out = out;
  }

  @Override
  public String name() {
    return "stdout";
  }

  /** All lines leave in one write, so that another writer's lines do not come between. */
  @Override
  public Written write(List<ChainedRecord> batch) throws SinkAway {
    int bytes = batch.stream().mapToInt(record -> record.bytes().length + LINK).sum();
    ByteArrayOutputStream lines = new ByteArrayOutputStream(bytes);
    for (ChainedRecord record : batch) {
      AuditJson.writeLine(record, lines);
    }
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
