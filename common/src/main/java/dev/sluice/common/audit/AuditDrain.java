package dev.sluice.common.audit;

import dev.sluice.common.audit.sink.AuditSink;
import dev.sluice.common.audit.sink.AuditSink.SinkUnavailableException;
import dev.sluice.common.audit.spool.Spool;
import dev.sluice.common.lifecycle.Backoff;
import dev.sluice.common.ops.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that moves records from the spools to the sink. It acknowledges a batch only after the
 * sink accepted it. While the sink is unavailable or fails, it retries for ever with growing
 * pauses.
 */
final class AuditDrain implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AuditDrain.class);
  private static final String UNEXPECTED = "unforeseen";
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration BATCH_DELAY = Duration.ofMillis(100);
  private static final Duration ARRIVAL = Duration.ofMillis(20);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LAST_CHANCE = Duration.ofSeconds(3);

  private final List<SpoolLane> lanes;
  private final AuditSink sink;
  private final AuditMetrics metrics;
  private final Readiness.Component part;
  private final AuditConfig config;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final Set<SpoolLane> broken = new HashSet<>();
  private boolean idle;
  private boolean unavailable;
  private volatile long closedAt;

  AuditDrain(
      List<SpoolLane> lanes,
      AuditSink sink,
      AuditMetrics metrics,
      Readiness.Component part,
      AuditConfig config) {
    this.lanes = lanes;
    this.sink = sink;
    this.metrics = metrics;
    this.part = part;
    this.config = config;
    this.thread = Thread.ofPlatform().daemon().name("audit-drain").unstarted(this::run);
  }

  void start() {
    part.ready("writes to " + sink.name());
    thread.start();
  }

  private void run() {
    try {
      boolean more = true;
      while (more) {
        more = step();
      }
      lanes.forEach(lane -> lane.checkpointSigner().sign());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Delivers one batch of each spool, so that no spool delays the others; returns false when the
   * drain must end.
   */
  private boolean step() throws InterruptedException {
    boolean last = closing.getCount() == 0;
    // Read before the batches, so that a record is in one of them or still on its way.
    boolean arriving = last && isArriving();
    Duration wait = wait(last, arriving);
    int most = 0;
    int failed = 0;
    for (SpoolLane lane : lanes) {
      try {
        Spool.RecordBatch batch = lane.spool().next(config.batchRecords(), wait);
        if (!delivered(lane, batch)) {
          return false;
        }
        broken.remove(lane);
        most = Math.max(most, batch.records().size() + batch.damagedGaps());
      } catch (IOException e) {
        failed++;
        failed(lane, "spool", e.getMessage());
      } catch (RuntimeException e) {
        // The message may quote a record, so it is not logged.
        failed++;
        failed(lane, UNEXPECTED, e.getClass().getName());
      }
      wait = Duration.ZERO;
    }
    idle = most == 0;
    if (idle && failed > 0) {
      return !closing.await(config.retryMax().toMillis(), TimeUnit.MILLISECONDS);
    }
    if (!idle && most < config.batchRecords()) {
      // The batch was small: wait for more records, because a batch has a fixed cost.
      boolean _ = closing.await(BATCH_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    }
    return !idle || !last || arriving;
  }

  private Duration wait(boolean last, boolean arriving) {
    if (last) {
      return arriving ? ARRIVAL : Duration.ZERO;
    }
    return !idle ? Duration.ZERO : lanes.size() == 1 ? WAIT : BATCH_DELAY;
  }

  /** Returns whether records were appended that are not durable yet, and there is time for them. */
  private boolean isArriving() {
    return System.nanoTime() - closedAt < LAST_CHANCE.toNanos()
        && lanes.stream().anyMatch(lane -> lane.spool().pendingBytes() > 0);
  }

  /** Logs the failure once for each spool, until that spool delivers again. */
  private void failed(SpoolLane lane, String reason, @Nullable String detail) {
    metrics.sinkFailed(reason);
    if (broken.add(lane)) {
      log.warn(
          "Audit records in {} cannot be delivered now and are retried ({})",
          lane.spool().directory(),
          detail);
    }
  }

  private boolean delivered(SpoolLane lane, Spool.RecordBatch batch)
      throws IOException, InterruptedException {
    if (batch.damagedGaps() > 0) {
      log.warn("The spool skipped {} damaged gaps", batch.damagedGaps());
      metrics.lostRecords("damaged").increment(batch.damagedGaps());
    }
    if (!batch.isEmpty()) {
      if (!deliver(batch)) {
        return false;
      }
      lane.spool().ack(batch);
    }
    lane.checkpointSigner().recordDelivered(batch.records());
    return true;
  }

  /** Retries the batch until the sink accepts it; returns false if the trail is closed first. */
  private boolean deliver(Spool.RecordBatch batch) throws InterruptedException {
    var backoff = new Backoff(FIRST_PAUSE, config.retryMax());
    while (true) {
      try {
        metrics.delivered(sink.write(batch.records()));
        back();
        return true;
      } catch (SinkUnavailableException e) {
        unavailable(e.reason(), e.reason());
      } catch (RuntimeException e) {
        unavailable(UNEXPECTED, e.getClass().getName());
      }
      long jittered =
          (long) (backoff.next().toMillis() * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
      if (closing.await(jittered, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
  }

  private void unavailable(String reason, String detail) {
    metrics.sinkFailed(reason);
    part.ready("sink away (" + reason + "), " + depth() + " records wait");
    if (!unavailable) {
      log.warn("Audit records wait: {} is unavailable ({})", sink.name(), detail);
      unavailable = true;
    }
  }

  private void back() {
    if (unavailable) {
      log.info("Audit records are delivered again to {}", sink.name());
      part.ready("writes to " + sink.name());
      unavailable = false;
    }
  }

  private long depth() {
    return lanes.stream().mapToLong(lane -> lane.spool().depth()).sum();
  }

  /**
   * Delivers the remaining records if the sink accepts them now. Others stay for the next start.
   */
  @Override
  public void close() {
    closedAt = System.nanoTime();
    closing.countDown();
    try {
      boolean _ = thread.join(LAST_CHANCE);
      if (depth() > 0) {
        log.info("{} audit records stay in the spool", depth());
      }
      sink.close();
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
