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

/** The one thread that writes: it syncs once for all records that came while it synced before. */
final class SpoolWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SpoolWriter.class);
  private static final int BATCH_RECORDS = 4_096;
  private static final int BATCH_BYTES = 1024 * 1024;
  private static final long CROWDED_BYTES = 8L * 1024 * 1024;
  private static final long WAITING_BYTES = 32L * 1024 * 1024;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration SHUNNED = Duration.ofSeconds(1);

  private final WhenFull whenFull;
  private final long gatherNanos;
  private final int batchBytes;
  private final ActiveSegment segment;
  private final ChainTail chain;
  private final SpoolState ledger;
  private final BlockingQueue<PendingAppend> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Thread thread;
  private volatile boolean finished;
  private volatile boolean urgent;
  private volatile boolean isWriting;
  private volatile boolean halted;
  private volatile boolean failing;
  private volatile long failedAt;

  SpoolWriter(SpoolConfig config, ActiveSegment segment, ChainTail chain, SpoolState ledger) {
    this.whenFull = config.whenFull();
    this.gatherNanos = config.syncDelay().toNanos();
    this.batchBytes = Math.min(BATCH_BYTES, config.segmentBytes() - SegmentFrame.MAX);
    this.segment = segment;
    this.chain = chain;
    this.ledger = ledger;
    this.thread = Thread.ofPlatform().daemon().name("spool-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Tells {@code fate} what became of the record. */
  void append(SpoolRecord record, AppendCallback fate) {
    append(PendingAppend.record(record, fate));
  }

  /** The same for a record that somebody waits for: it does not wait for others to gather. */
  void appendUrgently(SpoolRecord record, AppendCallback fate) {
    append(PendingAppend.record(record, fate));
    // After the record, or the writer could take the sign and leave the record.
    urgent = true;
    LockSupport.unpark(thread);
  }

  /** How many bytes are not durable yet, about. */
  long pendingBytes() {
    return waitingBytes.get();
  }

  /** Whether what comes now has to wait for what came before. */
  boolean isWriting() {
    return isWriting;
  }

  /**
   * Whether what comes now would not get to the disk soon: there is hardly any room, or the disk
   * took nothing a moment ago.
   */
  boolean isStalled() {
    return halted
        || ledger.isNearlyFull()
        || (failing && System.nanoTime() - failedAt < SHUNNED.toNanos());
  }

  /** Whether so much waits that more should not come without waiting. */
  boolean isBacklogged() {
    return waitingBytes.get() > CROWDED_BYTES;
  }

  private void append(PendingAppend pending) {
    if (waitingBytes.get() > WAITING_BYTES) {
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

  /** Takes what waits, at least one record; false when the end was among it. */
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
    List<byte[]> payloads = new ArrayList<>(batch.size());
    long bytes = 0;
    long about = 0;
    for (PendingAppend pending : batch) {
      byte[] payload = pending.payload();
      payloads.add(payload);
      bytes += SegmentFrame.size(payload.length);
      about += pending.estimatedSize();
    }
    isWriting = true;
    AppendRejection refusal = write(payloads, bytes);
    waitingBytes.addAndGet(-about);
    for (PendingAppend pending : batch) {
      if (refusal == null) {
        pending.reportDurable();
      } else {
        pending.reject(refusal);
      }
    }
    isWriting = false;
  }

  private @Nullable AppendRejection write(List<byte[]> payloads, long bytes)
      throws InterruptedException {
    if (whenFull == WhenFull.SHED) {
      boolean room = ledger.hasRoom(segment.growth(bytes));
      return !room ? AppendRejection.FULL : written(payloads, bytes) ? null : AppendRejection.DISK;
    }
    while (awaitRoom(bytes)) {
      if (written(payloads, bytes)) {
        return null;
      }
      if (!ledger.awaitRetry(PAUSE)) {
        return AppendRejection.DISK;
      }
    }
    return AppendRejection.CLOSED;
  }

  private boolean awaitRoom(long bytes) throws InterruptedException {
    long growth = segment.growth(bytes);
    halted = !ledger.hasRoom(growth);
    boolean room = ledger.awaitRoom(growth);
    halted = false;
    return room;
  }

  private boolean written(List<byte[]> payloads, long bytes) {
    try {
      ChainLinker links = chain.linker();
      long growth = segment.growth(bytes);
      SpoolPosition end = segment.append(payloads, bytes, links);
      chain.advance(links.last());
      ledger.written(end, growth, payloads.size());
      failing = false;
      return true;
    } catch (IOException e) {
      if (!failing) {
        log.warn("The spool cannot be written ({})", e.getMessage());
      }
      failedAt = System.nanoTime();
      failing = true;
      segment.abandon();
      return false;
    }
  }

  /** Writes what has been appended, then ends. */
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
