package dev.sluice.common.settle;

import dev.sluice.common.lifecycle.Backoff;
import dev.sluice.common.lifecycle.Jitter;
import dev.sluice.common.lifecycle.ThreadEnd;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.report.ReportRejectedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that sends the counts of this server to the controller and applies the totals of all
 * servers. Counts are on disk before they are sent, so that a restarted server repeats the same
 * batch. While the controller is away, counts are added up on disk and decisions use the last
 * totals.
 */
public final class BatchSettler<K, T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BatchSettler.class);
  private static final Duration CHECK = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LAST_CHANCE = Duration.ofSeconds(3);
  private static final int MOST_ASKED = 1_000;

  /** The share of time that writing the file may take while the controller is away. */
  private static final int WRITE_PACE = 10;

  private final String name;
  private final String unit;
  private final SettledCounters<K, T> counters;
  private final UnsettledFile<K> file;
  private final BatchSender<K, T> sender;
  private final Duration every;
  private final Readiness.Component part;
  private final SettlementListener listener;
  private final Backoff retry;
  private final UnsettledCounts<K> unsettled;
  private final Set<K> asked = new LinkedHashSet<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private boolean answered;
  private boolean away;
  private boolean diskFailed;
  private boolean troubled = true;
  private boolean unwritten;
  private long retryAt;
  private long writeAt;
  private volatile long waiting;
  private volatile long waitingSince;

  /** A sender of batches; it throws if the batch must be sent again. */
  @FunctionalInterface
  public interface BatchSender<K, T> {
    SettledTotals<T> send(CountBatch<K> batch, List<K> asked) throws ReportRejectedException;
  }

  /** A listener for the results of batches. */
  @FunctionalInterface
  public interface SettlementListener {
    /**
     * Handles a result: {@code settled}; {@code away}, which is repeated; or {@code skipped},
     * because the controller has counted later batches, as after a restored file.
     */
    void onResult(String result);
  }

  /**
   * Creates a settler, which starts with the counts of an earlier process.
   *
   * @param name what is counted, for logs
   * @param unit the unit of the counts, for readers
   * @param every the longest interval between batches; each is shorter by up to a fifth
   */
  public BatchSettler(
      String name,
      String unit,
      SettledCounters<K, T> counters,
      UnsettledFile<K> file,
      BatchSender<K, T> sender,
      Duration every,
      Readiness.Component part,
      SettlementListener listener) {
    this.name = name;
    this.unit = unit;
    this.counters = counters;
    this.file = file;
    this.sender = sender;
    this.every = every;
    this.part = part;
    this.listener = listener;
    this.retry = new Backoff(every.multipliedBy(2), LONGEST_PAUSE);
    this.unsettled = file.read();
    unsettled.offered().ifPresent(batch -> counters.restore(batch.counts()));
    counters.restore(unsettled.open());
    this.waiting = unsettled.sum();
    this.waitingSince = System.nanoTime();
    this.thread = Thread.ofPlatform().daemon().name(name + "-settlements").unstarted(this::run);
  }

  /** Starts the thread. */
  public BatchSettler<K, T> start() {
    part.ready("no totals from the controller yet, counting from zero");
    thread.start();
    return this;
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        step();
        pause();
      }
      step();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the next batch; keys near their limits make the wait short. */
  private void pause() throws InterruptedException {
    // Servers that start together do not report together.
    long end = System.nanoTime() + Jitter.shortened(every.toNanos());
    boolean due = false;
    while (!due) {
      long left = Math.min(end - System.nanoTime(), CHECK.toNanos());
      due =
          left <= 0 || closing.await(left, TimeUnit.NANOSECONDS) || (counters.takeNear() && !away);
    }
  }

  private void step() {
    DrainedCounts<K> drained = counters.drain();
    unsettled.add(drained.counts());
    waiting = unsettled.sum();
    counters.added(drained);
    unwritten |= !drained.counts().isEmpty();
    drained.asked().stream().limit(MOST_ASKED - asked.size()).forEach(asked::add);
    boolean due = !away || closing.getCount() == 0 || System.nanoTime() - retryAt >= 0;
    try {
      if (!due) {
        write(false);
      }
      while (due && hasWork()) {
        unwritten |= unsettled.offerNext(file.mostKeys());
        write(true);
        settleOnce();
      }
    } catch (ReportRejectedException e) {
      away(e);
    } catch (IOException e) {
      diskFailed(e);
    }
    long now = unsettled.sum();
    if (now == 0) {
      waitingSince = System.nanoTime();
    }
    waiting = now;
  }

  private boolean hasWork() {
    return !answered
        || !asked.isEmpty()
        || unsettled.offered().isPresent()
        || !unsettled.open().isEmpty();
  }

  /** Writes changed counts; unless {@code now}, large files are written less often. */
  private void write(boolean now) throws IOException {
    long start = System.nanoTime();
    if (!unwritten || (!now && start - writeAt < 0)) {
      return;
    }
    file.write(unsettled);
    unwritten = false;
    diskFailed = false;
    long end = System.nanoTime();
    writeAt = end + WRITE_PACE * (end - start);
  }

  private void settleOnce() throws ReportRejectedException {
    CountBatch<K> batch = unsettled.offered().orElseGet(unsettled::question);
    SettledTotals<T> answer = sender.send(batch, new ArrayList<>(asked));
    if (batch.seq() > answer.throughSeq()) {
      throw new ReportRejectedException("the controller did not count the batch");
    }
    counters.settle(batch, answer.totals());
    asked.clear();
    if (batch.seq() > 0) {
      unsettled.confirm(answer.throughSeq());
      listener.onResult(answer.throughSeq() > batch.seq() ? "skipped" : "settled");
    }
    if (troubled) {
      log.info("Counts of {} are settled with the controller", name);
      part.ready("settled with the controller");
    }
    troubled = false;
    answered = true;
    away = false;
    retry.reset();
  }

  private void away(ReportRejectedException refused) {
    listener.onResult("away");
    part.ready(
        "controller away (%s), %d %s wait%s"
            .formatted(
                refused.reason(),
                unsettled.sum(),
                unit,
                answered ? "" : ", no totals yet, counting from zero"));
    if (!away) {
      log.info("Counts of {} wait for the controller ({})", name, refused.getMessage());
    }
    away = true;
    troubled = true;
    retryAt = System.nanoTime() + Jitter.shortened(retry.next().toNanos());
    asked.clear();
  }

  /** Keeps the counts in memory; they are sent when the file can be written. */
  private void diskFailed(IOException e) {
    if (!diskFailed) {
      log.warn("Counts of {} cannot be written to disk ({}); trying again", name, e.getMessage());
    }
    diskFailed = true;
    troubled = true;
    part.ready("counts cannot be written to disk and are not settled");
  }

  /** Returns the sum of the counts that the controller has not confirmed. */
  public long waitingSum() {
    return waiting + counters.undrained();
  }

  /** Returns for how long requests wait for the controller. */
  public double waitingSeconds() {
    return waiting == 0
        ? 0
        : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - waitingSince) / 1_000.0;
  }

  /** Settles what is possible at once; the rest stays on disk. */
  @Override
  public void close() {
    closing.countDown();
    ThreadEnd.await(thread, LAST_CHANCE);
  }
}
