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

/** An audit trail, which stores records on disk and delivers each of them to the sink. */
public final class AuditTrail implements AutoCloseable {
  private static final int LANES = 2;

  private final List<SpoolLane> lanes;
  private final AuditMetrics metrics;
  private final AuditDrain drain;
  private final AppendCallback ignoringCallback = callback(_ -> {});

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
   * Opens the configured trail for the records of one table.
   *
   * @param readers the positions of the readers other than the sink
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

  /**
   * Opens a trail with several spools, for records whose callers wait. A slow sync of one spool
   * does not block the others.
   */
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
   * Appends a record without blocking; a spool thread encodes it. The result never fails. It
   * completes when the record is durable, or when it was lost and counted.
   */
  public CompletionStage<Void> append(SpoolRecord record) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    SpoolLane.selectDefault(lanes).append(record, callback(_ -> done.complete(null)));
    return done;
  }

  /** Appends a record without reporting when it is durable. */
  public void appendInBackground(SpoolRecord record) {
    SpoolLane.selectDefault(lanes).append(record, ignoringCallback);
  }

  /**
   * Appends a record whose caller waits; it is written at once. {@code then} receives whether the
   * record is durable, usually on a spool thread.
   */
  public void appendUrgently(SpoolRecord record, Consumer<Boolean> then) {
    SpoolLane.selectFastest(lanes).appendUrgently(record, callback(then));
  }

  /** Returns the readers other than the sink, in the order of their positions. */
  public List<SpoolReader> readers() {
    return lanes.getFirst().spool().additionalReaders();
  }

  /** Returns whether the directory was empty before. */
  public boolean isNew() {
    return lanes.getFirst().spool().isNew();
  }

  /** Returns whether records arrive faster than they are written. */
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
      public void onRejected(AppendRejection rejection) {
        metrics.lostRecords(rejection.label()).increment();
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

  /** Delivers the records that the sink accepts at once. Others stay on disk for the next start. */
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
