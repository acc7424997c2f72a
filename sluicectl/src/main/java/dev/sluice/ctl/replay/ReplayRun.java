package dev.sluice.ctl.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A replay on all cores. Its records arrive one by one; few of them wait. Close it to get the
 * counts of all.
 */
public final class ReplayRun implements AutoCloseable {
  private static final int BATCH = 500;
  private static final int WAITING_PER_CORE = 8;

  private final int cores = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers = Executors.newFixedThreadPool(cores);
  private final Queue<Future<ReplayCounts>> waiting = new ArrayDeque<>();
  private final Supplier<RecordJudge> judges;
  private final ReplayCounts counts;
  private final int mostSamples;
  private final LongConsumer progress;
  private List<String> lines = new ArrayList<>(BATCH);
  private long read;

  /**
   * Starts a replay.
   *
   * @param judge returns a new judge for a part of the records
   * @param progress receives the number of records that were read, from time to time
   */
  public ReplayRun(Supplier<RecordJudge> judge, int mostSamples, LongConsumer progress) {
    this.judges = judge;
    this.counts = new ReplayCounts(mostSamples);
    this.mostSamples = mostSamples;
    this.progress = progress;
  }

  /** Adds a record as JSON. */
  void add(String line) {
    lines.add(line);
    read++;
    if (lines.size() == BATCH) {
      submit();
      progress.accept(read);
    }
  }

  /** Waits until all records are decided. */
  public ReplayCounts finish() {
    submit();
    while (!waiting.isEmpty()) {
      counts.add(result(waiting.remove()));
    }
    return counts;
  }

  private void submit() {
    ReplayBatch batch = new ReplayBatch(lines, mostSamples);
    lines = new ArrayList<>(BATCH);
    waiting.add(workers.submit(() -> batch.run(judges.get())));
    if (waiting.size() > cores * WAITING_PER_CORE) {
      counts.add(result(waiting.remove()));
    }
  }

  private static ReplayCounts result(Future<ReplayCounts> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
