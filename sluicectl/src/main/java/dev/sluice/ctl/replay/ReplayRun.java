package dev.sluice.ctl.replay;

import dev.sluice.ctl.parallel.CorePool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A replay on all cores. Its records arrive one by one; few of them wait. Close it when it is not
 * needed any more.
 */
public final class ReplayRun implements AutoCloseable {
  private static final int BATCH = 500;

  private final ReplayCounts counts;
  private final CorePool<ReplayCounts> pool;
  private final Supplier<RecordJudge> judges;
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
    this.counts = new ReplayCounts(mostSamples);
    this.pool = new CorePool<>(counts::add);
    this.judges = judge;
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
    try {
      pool.finish();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return counts;
  }

  private void submit() {
    ReplayBatch batch = new ReplayBatch(lines, mostSamples);
    lines = new ArrayList<>(BATCH);
    try {
      pool.submit(() -> batch.run(judges.get()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }

  @Override
  public void close() {
    pool.close();
  }
}
