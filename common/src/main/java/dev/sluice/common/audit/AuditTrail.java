package dev.sluice.common.audit;

import dev.sluice.common.audit.otlp.OtlpSink;
import dev.sluice.common.audit.postgres.PostgresSink;
import dev.sluice.common.audit.spool.Spool;
import dev.sluice.common.audit.spool.SpoolPosition;
import dev.sluice.common.audit.spool.SpoolReader;
import dev.sluice.common.audit.spool.SpoolRecord;
import dev.sluice.common.audit.spool.SpoolRefused;
import dev.sluice.common.lifecycle.AbsentException;
import dev.sluice.common.lifecycle.Parts;
import dev.sluice.common.ops.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes records, keeps them on disk, and sees that each of them reaches the sink once. */
public final class AuditTrail implements AutoCloseable {
  private final Spool spool;
  private final AuditMetrics metrics;
  private final AuditDrain drain;

  private AuditTrail(
      AuditConfig config, Spool spool, AuditSink sink, Readiness.Part part, MeterRegistry metrics) {
    this.spool = spool;
    this.metrics = new AuditMetrics(metrics, spool);
    this.drain = new AuditDrain(spool, sink, this.metrics, part, config);
  }

  /**
   * Opens the trail that the configuration describes, for the records of one table.
   *
   * @param readers from where others than the sink read the records
   */
  public static AuditTrail open(
      AuditConfig config,
      AuditTable table,
      Parts parts,
      Readiness readiness,
      MeterRegistry metrics,
      SpoolPosition... readers) {
    return parts.add("audit", open(config, sink(config, table), readiness, metrics, readers));
  }

  static AuditTrail open(
      AuditConfig config,
      AuditSink sink,
      Readiness readiness,
      MeterRegistry metrics,
      SpoolPosition... readers) {
    Readiness.Part part = readiness.part("audit");
    try {
      Spool spool = Spool.open(config.spool(), readers);
      AuditTrail trail = new AuditTrail(config, spool, sink, part, metrics);
      trail.drain.start();
      return trail;
    } catch (IOException e) {
      throw new AbsentException(
          "the audit spool " + config.spool().directory() + " cannot be opened: " + e.getMessage());
    }
  }

  /**
   * Takes one record; never blocks, and leaves its JSON to a thread of the spool. The answer
   * completes, on a thread of the spool, when the record is durable, or was lost and counted; it
   * never fails.
   */
  public CompletionStage<Void> append(SpoolRecord record) {
    return spool.append(record).exceptionally(this::lost);
  }

  /**
   * The same for a record that somebody waits for: it is written at once. The answer is false when
   * the record was lost.
   */
  public CompletionStage<Boolean> appendUrgently(SpoolRecord record) {
    return spool
        .appendUrgently(record)
        .handle((durable, thrown) -> {
          if (thrown != null) {
            lost(thrown);
          }
          return thrown == null;
        });
  }

  /** Those who read the records beside the sink, in the order in which their places were given. */
  public List<SpoolReader> readers() {
    return spool.others();
  }

  /** Whether nobody had kept records in this folder before. */
  public boolean fresh() {
    return spool.fresh();
  }

  /** Whether records come faster than they can be written. */
  public boolean crowded() {
    return spool.crowded();
  }

  private Void lost(Throwable thrown) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    metrics
        .lost(cause instanceof SpoolRefused refused ? refused.reason().label() : "other")
        .increment();
    return null;
  }

  private static AuditSink sink(AuditConfig config, AuditTable table) {
    Path deadLetters = config.spool().directory().resolve("dead-letters.jsonl");
    if (config.database().isPresent()) {
      return new PostgresSink(config.database().get(), table, deadLetters);
    }
    return config
        .collector()
        .<AuditSink>map(target -> new OtlpSink(target, table, deadLetters))
        .orElseGet(() -> new StdoutSink(new FileOutputStream(FileDescriptor.out)));
  }

  /** Delivers what it can at once; what is left stays on disk for the next start. */
  @Override
  public void close() throws IOException {
    drain.close();
    spool.close();
  }
}
