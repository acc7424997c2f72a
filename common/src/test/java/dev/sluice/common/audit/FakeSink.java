package dev.sluice.common.audit;

import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.sink.AuditSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A sink in memory that can be unavailable or fail unexpectedly. */
final class FakeSink implements AuditSink {
  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<ChainCheckpoint> checkpoints = new CopyOnWriteArrayList<>();
  final AtomicInteger attempts = new AtomicInteger();
  final AtomicInteger faults = new AtomicInteger();
  final AtomicInteger checkpointFaults = new AtomicInteger();
  volatile boolean away;

  /**
   * The writer whose checkpoints the sink rejects; the first one it sees if the test does not
   * choose.
   */
  private final AtomicReference<@Nullable UUID> refused = new AtomicReference<>();

  volatile boolean refusesOneChain;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public WriteResult write(List<ChainedRecord> batch) throws SinkUnavailableException {
    attempts.incrementAndGet();
    if (away) {
      throw new SinkUnavailableException("unreachable");
    }
    fail(faults);
    batch.forEach(record -> lines.add(new String(record.bytes(), StandardCharsets.UTF_8)));
    return new WriteResult(batch.size(), 0, 0);
  }

  /** Returns the correlation ids of the written records in order. */
  List<String> correlations() {
    return lines.stream()
        .map(line -> line.replaceAll(".*\"correlation_id\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  @Override
  public void writeCheckpoint(ChainCheckpoint checkpoint) {
    fail(checkpointFaults);
    if (refusesOneChain) {
      refused.compareAndSet(null, checkpoint.writer());
      if (checkpoint.writer().equals(refused.get())) {
        throw new IllegalStateException("no checkpoint of that chain");
      }
    }
    checkpoints.add(checkpoint);
  }

  private static void fail(AtomicInteger faults) {
    if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("what only a record says: ann@example.com");
    }
  }

  @Override
  public void close() {}
}
