package dev.sluice.extproc.usage;

import dev.sluice.report.v1.Usage;
import dev.sluice.report.v1.UsageReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The sums over a run of records of one writer. Once offered to the controller it never changes.
 */
final class UsageBatch {
  /** The most keys of a batch, so that a report fits into a message. */
  private static final int MOST_KEYS = 10_000;

  private final UUID writer;
  private final long firstSeq;
  private final Map<UsageKey, UsageSum> sums = new LinkedHashMap<>();
  private long lastSeq;
  private boolean offered;

  UsageBatch(UUID writer, long firstSeq) {
    this.writer = writer;
    this.firstSeq = firstSeq;
    this.lastSeq = firstSeq - 1;
  }

  /** Reads a batch that may have been offered before. */
  static UsageBatch read(UsageReport report) {
    UsageBatch batch = new UsageBatch(UUID.fromString(report.getWriterId()), report.getFirstSeq());
    for (Usage usage : report.getUsageList()) {
      batch.sums.merge(UsageSum.key(usage), UsageSum.read(usage), UsageSum::plus);
    }
    batch.lastSeq = report.getLastSeq();
    batch.offered = true;
    return batch;
  }

  boolean accepts(UUID from) {
    return !offered && writer.equals(from) && sums.size() < MOST_KEYS;
  }

  void add(long seq, byte[] record) {
    lastSeq = seq;
    RecordUsage.read(record).ifPresent(used -> sums.merge(used.key(), used.sum(), UsageSum::plus));
  }

  /** Returns the report of the batch, which cannot change any more. */
  UsageReport seal() {
    offered = true;
    return report();
  }

  UsageReport report() {
    UsageReport.Builder report =
        UsageReport.newBuilder()
            .setWriterId(writer.toString())
            .setFirstSeq(firstSeq)
            .setLastSeq(lastSeq);
    sums.forEach((key, sum) -> report.addUsage(sum.of(key)));
    return report.build();
  }

  long records() {
    return lastSeq - firstSeq + 1;
  }
}
