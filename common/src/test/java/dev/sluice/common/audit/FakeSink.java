package dev.sluice.common.audit;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A sink in memory that can be away. */
final class FakeSink implements AuditSink {
  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<Checkpoint> checkpoints = new CopyOnWriteArrayList<>();
  final AtomicInteger attempts = new AtomicInteger();
  volatile boolean away;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Written write(List<ChainedRecord> batch) throws SinkAway {
    attempts.incrementAndGet();
    if (away) {
      throw new SinkAway("unreachable");
    }
    batch.forEach(record -> lines.add(new String(record.bytes(), StandardCharsets.UTF_8)));
    return new Written(batch.size(), 0, 0);
  }

  /** The correlation ids of what was written, in order. */
  List<String> correlations() {
    return lines.stream()
        .map(line -> line.replaceAll(".*\"correlation_id\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  @Override
  public void checkpoint(Checkpoint checkpoint) {
    checkpoints.add(checkpoint);
  }

  @Override
  public void close() {}
}
