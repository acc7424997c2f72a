package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainLinker;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes a spool, with group commit.
 *
 * <p>Appending threads put records into a queue. The writer collects all waiting records, encodes
 * them, links each to the one before, writes them to the active segment and syncs the file once.
 * Records that arrive during a sync are written by the next one, so the number of syncs does not
 * grow with the load. After a sync the writer advances the chain and calls the callbacks.
 *
 * <p>A record without a waiting caller may wait for the sync delay, so that more records share a
 * sync. A record with a waiting caller ends this delay.
 *
 * <p>After a failed write the active segment is truncated to its durable part. The records are then
 * written again after a pause, or rejected, as {@link SpoolConfig.WhenFull} says. The chain has not
 * advanced, so the same numbers are used again. If all records are delivered, the next segment gets
 * the reserved space, so that the full one can be deleted.
 */
final class SpoolWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SpoolWriter.class);
  private static final int BATCH_RECORDS = 4_096;
  private static final int BATCH_BYTES = 1024 * 1024;
  private static final long BACKLOG_BYTES = 8L * 1024 * 1024;
  private static final long MAX_PENDING_BYTES = 32L * 1024 * 1024;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration STALL_TIME = Duration.ofSeconds(1);

  private final WhenFull whenFull;
  private final long gatherNanos;
  private final int batchBytes;
  private final ActiveSegment segment;
  private final ChainTail chain;
  private final SpoolState state;
  private final SpoolReserve reserve;
  private final Runnable freeSegments;
  private final BlockingQueue<PendingAppend> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Thread thread;
  private volatile boolean finished;
  private volatile boolean urgent;
  private volatile boolean isWriting;
  private volatile boolean halted;
  private volatile boolean failing;
  private volatile long failedAt;
  private boolean madeRoom;

  /**
   * Creates a writer.
   *
   * @param freeSegments deletes the segments that the disk needs most, after a failed write
   */
  SpoolWriter(
      SpoolConfig config,
      ActiveSegment segment,
      ChainTail chain,
      SpoolState state,
      SpoolReserve reserve,
      Runnable freeSegments) {
    this.whenFull = config.whenFull();
    this.gatherNanos = config.syncDelay().toNanos();
    this.batchBytes = batchBytes(config.segmentBytes());
    this.reserve = reserve;
    this.freeSegments = freeSegments;
    this.segment = segment;
    this.chain = chain;
    this.state = state;
    this.thread = Thread.ofPlatform().daemon().name("spool-writer").unstarted(this::run);
  }

  /** Returns the number of bytes after which no record is added to those written at once. */
  static int batchBytes(int segmentBytes) {
    return Math.min(BATCH_BYTES, segmentBytes - SegmentFrame.MAX);
  }

  void start() {
    thread.start();
  }

  /** Appends a record; {@code callback} receives the result. */
  void append(SpoolRecord record, AppendCallback callback) {
    append(PendingAppend.record(record, callback));
  }

  /** Appends a record whose caller waits, which ends the sync delay. */
  void appendUrgently(SpoolRecord record, AppendCallback callback) {
    append(PendingAppend.record(record, callback));
    // Set after the record is queued; otherwise the writer could see the flag but not the record.
    urgent = true;
    LockSupport.unpark(thread);
  }

  /** Returns the approximate number of bytes that are not durable yet. */
  long pendingBytes() {
    return waitingBytes.get();
  }

  /** Returns whether a new record must wait for earlier ones. */
  boolean isWriting() {
    return isWriting;
  }

  /**
   * Returns whether a new record would wait long: the writer waits for space, the spool is almost
   * full, or a write failed a moment ago.
   */
  boolean isStalled() {
    return halted
        || state.isNearlyFull()
        || (failing && System.nanoTime() - failedAt < STALL_TIME.toNanos());
  }

  /** Returns whether the queue is so long that senders should slow down. */
  boolean isBacklogged() {
    return waitingBytes.get() > BACKLOG_BYTES;
  }

  private void append(PendingAppend pending) {
    if (waitingBytes.get() > MAX_PENDING_BYTES) {
      pending.reject(AppendRejection.FULL);
    } else {
      enqueue(pending);
    }
  }

  private void enqueue(PendingAppend pending) {
    waitingBytes.addAndGet(pending.estimatedSize());
    queue.add(pending);
    if (finished && queue.remove(pending)) {
      pending.reject(AppendRejection.CLOSED);
    }
  }

  private void run() {
    List<PendingAppend> batch = new ArrayList<>();
    try {
      boolean more = true;
      while (more) {
        more = collect(batch);
        commit(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      finished = true;
      batch.forEach(pending -> pending.reject(AppendRejection.CLOSED));
      List<PendingAppend> late = new ArrayList<>();
      queue.drainTo(late);
      late.forEach(pending -> pending.reject(AppendRejection.CLOSED));
    }
  }

  /** Collects the waiting records, at least one; returns false if the end marker was among them. */
  private boolean collect(List<PendingAppend> batch) throws InterruptedException {
    int bytes = 0;
    PendingAppend next = queue.take();
    if (gatherNanos > 0 && !urgent && waitingBytes.get() < batchBytes) {
      LockSupport.parkNanos(gatherNanos);
    }
    urgent = false;
    while (next != null && !next.isEnd()) {
      if (next.encode()) {
        batch.add(next);
        bytes += SegmentFrame.size(next.payload().length);
      } else {
        waitingBytes.addAndGet(-next.estimatedSize());
      }
      boolean more = batch.size() < BATCH_RECORDS && bytes < batchBytes;
      next = more ? queue.poll() : null;
    }
    return next == null || !next.isEnd();
  }

  private void commit(List<PendingAppend> batch) throws InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    int fitting = whenFull == WhenFull.SHED ? fitting(batch) : batch.size();
    List<byte[]> payloads = new ArrayList<>(batch.size());
    long bytes = 0;
    long about = 0;
    for (PendingAppend pending : batch) {
      about += pending.estimatedSize();
      if (payloads.size() < fitting) {
        payloads.add(pending.payload());
        bytes += SegmentFrame.size(pending.payload().length);
      }
    }
    isWriting = true;
    AppendRejection rejection = payloads.isEmpty() ? null : write(payloads, bytes);
    waitingBytes.addAndGet(-about);
    for (int i = 0; i < batch.size(); i++) {
      AppendRejection reason = i < fitting ? rejection : AppendRejection.FULL;
      if (reason == null) {
        batch.get(i).reportDurable();
      } else {
        batch.get(i).reject(reason);
      }
    }
    isWriting = false;
  }

  /** Returns the number of records, from the first one on, for which the spool has room. */
  private int fitting(List<PendingAppend> batch) {
    long bytes = 0;
    int fitting = 0;
    for (PendingAppend pending : batch) {
      bytes += SegmentFrame.size(pending.payload().length);
      if (!state.hasRoom(segment.growth(bytes))) {
        return fitting;
      }
      fitting++;
    }
    return fitting;
  }

  private @Nullable AppendRejection write(List<byte[]> payloads, long bytes)
      throws InterruptedException {
    if (whenFull == WhenFull.SHED) {
      return written(payloads, bytes) || (madeRoom && written(payloads, bytes))
          ? null
          : AppendRejection.DISK;
    }
    while (awaitRoom(bytes)) {
      if (written(payloads, bytes)) {
        return null;
      }
      if (!madeRoom && !state.awaitRetry(PAUSE)) {
        return AppendRejection.DISK;
      }
    }
    return AppendRejection.CLOSED;
  }

  private boolean awaitRoom(long bytes) throws InterruptedException {
    long growth = segment.growth(bytes);
    halted = !state.hasRoom(growth);
    boolean room = state.awaitRoom(growth);
    halted = false;
    return room;
  }

  private boolean written(List<byte[]> payloads, long bytes) {
    try {
      ChainLinker links = chain.linker();
      long growth = segment.growth(bytes);
      SpoolPosition end = segment.append(payloads, bytes, links);
      chain.advance(links.last());
      state.written(end, growth, payloads.size());
      failing = false;
      if (state.isDiskFull() && reserve.allocate()) {
        state.setDiskFull(false);
      }
      return true;
    } catch (IOException e) {
      if (!failing) {
        log.warn("The spool cannot be written ({})", e.getMessage());
      }
      failedAt = System.nanoTime();
      failing = true;
      state.setDiskFull(true);
      segment.abandon();
      freeSegments.run();
      madeRoom = segment.makeRoom(state.depth() == 0, reserve);
      return false;
    }
  }

  /** Writes all appended records, then ends the thread. */
  @Override
  public void close() throws IOException {
    queue.add(PendingAppend.end());
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    segment.close();
  }
}
