package dev.sluice.common.audit;

import dev.sluice.common.audit.postgres.PostgresSink;
import dev.sluice.common.audit.sink.AuditSink;
import dev.sluice.common.audit.sink.OtlpSink;
import dev.sluice.common.audit.sink.StdoutSink;
import dev.sluice.common.audit.spool.AppendCallback;
import dev.sluice.common.audit.spool.AppendRejection;
import dev.sluice.common.audit.spool.Spool;
import dev.sluice.common.audit.spool.SpoolConfig;
import dev.sluice.common.audit.spool.SpoolPosition;
import dev.sluice.common.audit.spool.SpoolReader;
import dev.sluice.common.audit.spool.SpoolRecord;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Takes records, keeps them on disk, and sees that each of them reaches the sink once. */
public final class AuditTrail implements AutoCloseable {
  private static final int LANES = 2;

  private final List<SpoolLane> lanes;
  private final AuditMetrics metrics;
  private final AuditDrain drain;
  private final AppendCallback unasked = callback(_ -> {});

  private AuditTrail(
      AuditConfig config,
      List<SpoolLane> lanes,
      AuditSink sink,
      Readiness.Component part,
      MeterRegistry metrics) {
    this.lanes = List.copyOf(lanes);
    this.metrics = new AuditMetrics(metrics, lanes.stream().map(SpoolLane::spool).toList());
    this.drain = new AuditDrain(this.lanes, sink, this.metrics, part, config);
  }

  /**
   * Opens the trail that the configuration describes, for the records of one table.
   *
   * @param readers from where others than the sink read the records
   */
  public static AuditTrail open(
      AuditConfig config,
      AuditTable table,
      ServerParts parts,
      Readiness readiness,
      MeterRegistry metrics,
      SpoolPosition... readers) {
    return parts.add("audit", open(config, 1, sink(config, table), readiness, metrics, readers));
  }

  /** The same, for records that are waited for: a slow sync of one spool holds no other up. */
  public static AuditTrail openLanes(
      AuditConfig config,
      AuditTable table,
      ServerParts parts,
      Readiness readiness,
      MeterRegistry metrics) {
    return parts.add("audit", open(config, LANES, sink(config, table), readiness, metrics));
  }

  static AuditTrail open(
      AuditConfig config,
      int count,
      AuditSink sink,
      Readiness readiness,
      MeterRegistry metrics,
      SpoolPosition... readers) {
    Readiness.Component part = readiness.component("audit");
    List<SpoolLane> lanes = new ArrayList<>(count);
    try {
      for (int number = 1; number <= count; number++) {
        SpoolConfig spool = count == 1 ? config.spool() : config.spool().forLane(number, count);
        var checkpoints = new CheckpointSigner(config.chain(), sink, spool.directory());
        lanes.add(new SpoolLane(Spool.open(spool, readers), checkpoints));
      }
      AuditTrail trail = new AuditTrail(config, lanes, sink, part, metrics);
      trail.drain.start();
      return trail;
    } catch (IOException e) {
      lanes.forEach(lane -> giveUp(lane, e));
      throw new MissingDependencyException(
          "the audit spool " + config.spool().directory() + " cannot be opened: " + e.getMessage());
    }
  }

  /**
   * Takes one record; never blocks, and leaves its JSON to a thread of the spool. The answer
   * completes, mostly on that thread, when the record is durable, or was lost and counted; it never
   * fails.
   */
  public CompletionStage<Void> append(SpoolRecord record) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    SpoolLane.selectDefault(lanes).append(record, callback(_ -> done.complete(null)));
    return done;
  }

  /** The same for a record that nobody waits for. */
  public void appendInBackground(SpoolRecord record) {
    SpoolLane.selectDefault(lanes).append(record, unasked);
  }

  /**
   * The same for a record that somebody waits for: it is written at once. {@code then} is told,
   * mostly on a thread of the spool, whether it is durable.
   */
  public void appendUrgently(SpoolRecord record, Consumer<Boolean> then) {
    SpoolLane.selectFastest(lanes).appendUrgently(record, callback(then));
  }

  /** Those who read the records beside the sink, in the order in which their places were given. */
  public List<SpoolReader> readers() {
    return lanes.getFirst().spool().additionalReaders();
  }

  /** Whether nobody had kept records in this folder before. */
  public boolean isNew() {
    return lanes.getFirst().spool().isNew();
  }

  /** Whether records come faster than they can be written. */
  public boolean isBacklogged() {
    return SpoolLane.selectDefault(lanes).isBacklogged();
  }

  private static void giveUp(SpoolLane lane, IOException why) {
    try {
      lane.spool().close();
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private AppendCallback callback(Consumer<Boolean> then) {
    return new AppendCallback() {
      @Override
      public void onDurable() {
        then.accept(true);
      }

      @Override
      public void onRejected(AppendRejection refusal) {
        metrics.lostRecords(refusal.label()).increment();
        then.accept(false);
      }
    };
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
    IOException failed = new IOException("a spool could not be closed");
    lanes.forEach(lane -> giveUp(lane, failed));
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }
}
