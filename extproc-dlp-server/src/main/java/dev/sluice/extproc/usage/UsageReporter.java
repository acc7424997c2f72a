package dev.sluice.extproc.usage;

import dev.sluice.common.audit.spool.Spool;
import dev.sluice.common.audit.spool.SpoolReader;
import dev.sluice.common.lifecycle.Backoff;
import dev.sluice.common.lifecycle.Jitter;
import dev.sluice.common.lifecycle.ThreadEnd;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.report.v1.UsageAnswer;
import dev.sluice.report.v1.UsageReport;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reporter that adds up usage records and sends the sums, on one thread. Sums are stored on disk
 * before they are sent and before their records may be deleted. It therefore keeps up with the
 * spool while the controller is unreachable: the waiting sums grow with the number of credentials,
 * not of requests.
 */
public final class UsageReporter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UsageReporter.class);
  private static final int BATCH_RECORDS = 5_000;
  private static final int MOST_BATCHES = 16;
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LAST_CHANCE = Duration.ofSeconds(3);

  private final SpoolReader records;
  private final UsageStateFile file;
  private final UnconfirmedUsage unconfirmed;
  private final UsageSender target;
  private final Duration every;
  private final Readiness.Component part;
  private final UsageMetrics metrics;
  private final Backoff retry;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private List<Spool.RecordBatch> unread = new ArrayList<>();
  private Optional<Spool.RecordBatch> unwritten = Optional.empty();
  private boolean away;
  private Duration pause;
  private long retryAt;

  /** A sender of reports; it throws if the report must be sent again. */
  @FunctionalInterface
  public interface UsageSender {
    UsageAnswer report(UsageReport report) throws ReportRejectedException;
  }

  /**
   * Creates a reporter.
   *
   * @param fresh true if {@code records} are the first ever in their folder
   * @param every the interval between reports
   */
  public UsageReporter(
      SpoolReader records,
      UsageStateFile file,
      boolean fresh,
      UsageSender target,
      Duration every,
      Readiness.Component part,
      MeterRegistry metrics) {
    this.records = records;
    this.file = file;
    this.unconfirmed = file.initial().orElseGet(() -> UnconfirmedUsage.empty(fresh));
    this.target = target;
    this.every = every;
    this.part = part;
    this.metrics = new UsageMetrics(metrics);
    this.pause = every;
    this.retry = new Backoff(every.multipliedBy(2), LONGEST_PAUSE);
    this.thread = Thread.ofPlatform().daemon().name("usage-reports").unstarted(this::run);
  }

  /** Starts the thread. */
  public UsageReporter start() {
    part.ready("reports to the controller");
    thread.start();
    return this;
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        if (!step(WAIT)) {
          boolean _ = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
      boolean _ = step(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Adds up the next records and reports them; returns true if more are ready. */
  private boolean step(Duration wait) throws InterruptedException {
    boolean more = false;
    pause = every;
    try {
      more = read(wait);
      boolean due = !away || closing.getCount() == 0 || System.nanoTime() - retryAt >= 0;
      if (due) {
        ask();
      }
      if (unknown().isEmpty()) {
        add();
        write();
      }
      if (due) {
        report();
        back();
      }
    } catch (ReportRejectedException e) {
      away(e);
    } catch (IOException e) {
      log.warn("Usage cannot be written to disk ({}); trying again", e.getMessage());
      pause = LONGEST_PAUSE;
    }
    metrics.behind(behind());
    return more;
  }

  private boolean read(Duration wait) throws IOException, InterruptedException {
    if (!unread.isEmpty() || unwritten.isPresent()) {
      return false;
    }
    Spool.RecordBatch batch = records.next(BATCH_RECORDS, wait);
    while (!batch.isEmpty() && unread.size() < MOST_BATCHES) {
      unread.add(batch);
      batch = records.next(BATCH_RECORDS, Duration.ZERO);
    }
    if (!batch.isEmpty()) {
      unread.add(batch);
    }
    return unread.size() > MOST_BATCHES;
  }

  private void ask() throws ReportRejectedException {
    for (UUID writer : unknown()) {
      UsageReport query = UsageReport.newBuilder().setWriterId(writer.toString()).build();
      unconfirmed.markCounted(writer, target.report(query).getThroughSeq());
    }
  }

  private Set<UUID> unknown() {
    return unconfirmed.unknownWriters(
        unread.stream().flatMap(batch -> batch.records().stream()).toList());
  }

  private void add() {
    for (Spool.RecordBatch batch : unread) {
      metrics.missing(unconfirmed.add(batch.records(), batch.end()));
      unwritten = Optional.of(batch);
    }
    unread = new ArrayList<>();
  }

  private void write() throws IOException {
    if (unwritten.isPresent()) {
      file.write(unconfirmed);
      records.ack(unwritten.get());
      unwritten = Optional.empty();
    }
  }

  private void report() throws ReportRejectedException {
    for (var next = unconfirmed.oldest(); next.isPresent(); next = unconfirmed.oldest()) {
      UsageReport report = next.get().seal();
      UsageAnswer answer = target.report(report);
      switch (answer.getResult()) {
        case USAGE_RESULT_APPLIED -> metrics.reported("applied").increment();
        case USAGE_RESULT_REPEATED -> metrics.reported("repeated").increment();
        case USAGE_RESULT_OVERLAPPING -> overlapping(report, answer);
        case USAGE_RESULT_UNSPECIFIED, UNRECOGNIZED ->
            throw new ReportRejectedException("unknown answer");
      }
      unconfirmed.removeOldest();
    }
  }

  /**
   * Drops sums that overlap counted records: sums cannot be split, and losing some is better than
   * counting some twice.
   */
  private void overlapping(UsageReport report, UsageAnswer answer) {
    log.error(
        "Usage of records {} to {} is dropped: the controller has counted up to {}",
        report.getFirstSeq(),
        report.getLastSeq(),
        answer.getThroughSeq());
    metrics.reported("overlapping").increment();
    metrics.missing(report.getLastSeq() - answer.getThroughSeq());
  }

  private void away(ReportRejectedException refused) {
    metrics.reported("away").increment();
    part.ready("controller away (" + refused.reason() + "), " + behind() + " records wait");
    if (!away) {
      log.info("Usage reports wait for the controller ({})", refused.getMessage());
    }
    away = true;
    long nanos = retry.next().toNanos();
    retryAt = System.nanoTime() + Jitter.shortened(nanos);
  }

  private long behind() {
    return unconfirmed.records() + unread.stream().mapToLong(batch -> batch.records().size()).sum();
  }

  private void back() {
    retry.reset();
    if (away) {
      log.info("Usage reports reach the controller again");
      part.ready("reports to the controller");
      away = false;
    }
  }

  /** Reports what is possible at once; the rest stays on disk. */
  @Override
  public void close() {
    closing.countDown();
    ThreadEnd.await(thread, LAST_CHANCE);
  }
}
