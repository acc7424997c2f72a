package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * A queue on disk for one process. Many threads append, and one thread reads and acknowledges
 * batches. Each record is delivered at least once and in order, also after a kill. Additional
 * readers keep segments on disk until they have read them, while these use less than half of the
 * space.
 */
public final class Spool implements AutoCloseable {
  /**
   * A batch of consecutive records that are acknowledged together.
   *
   * @param damagedGaps the number of damaged gaps between the records
   */
  public record RecordBatch(List<ChainedRecord> records, int damagedGaps, SpoolPosition end) {
    public boolean isEmpty() {
      return records.isEmpty() && damagedGaps == 0;
    }
  }

  private final SpoolDirectory directory;
  private final SpoolState state;
  private final SpoolWriter writer;
  private final SpoolReader reader;
  private final List<SpoolReader> additionalReaders;
  private final boolean isNew;
  private final int segmentBytes;
  private final long maxBytes;

  /** The first segment that is not freed. */
  private long freed;

  /** The last segment of an earlier process; all later ones are of this process. */
  private final long inherited;

  private Spool(SpoolConfig config, SpoolDirectory directory, List<SpoolPosition> places)
      throws IOException {
    this.directory = directory;
    ByteBuffer buffer = SegmentFrameReader.buffer();
    SpoolPosition delivered = directory.position().read();
    SpoolPosition furthest =
        places.stream().reduce(delivered, (one, other) -> one.compareTo(other) > 0 ? one : other);
    NavigableMap<Long, Long> found = directory.segments();
    this.inherited = Math.max(furthest.segment(), found.isEmpty() ? 0 : found.lastKey());
    this.segmentBytes = config.segmentBytes();
    this.maxBytes = config.maxBytes();
    this.isNew = found.isEmpty() && directory.writer().read().isEmpty();
    SpoolRecovery recovery = SpoolRecovery.of(directory, buffer);
    NavigableMap<Long, Long> segments = directory.segments();
    long bytes = segments.values().stream().mapToLong(Long::longValue).sum();
    ChainTail chain = recovery.chainTail(directory.writer(), furthest);
    long waiting = waiting(segments, delivered, buffer);
    this.state = new SpoolState(config.maxBytes(), recovery.end(), bytes, waiting);
    this.reader = new SpoolReader(directory, state, delivered, buffer, this::delivered);
    this.additionalReaders = places.stream().map(this::other).toList();
    ActiveSegment active = new ActiveSegment(directory, segmentBytes, inherited);
    SpoolReserve reserve = new SpoolReserve(directory.path(), segmentBytes);
    state.setDiskFull(!reserve.allocate());
    this.writer = new SpoolWriter(config, active, chain, state, reserve, this::freeAfterFailure);
  }

  private SpoolReader other(SpoolPosition from) {
    return new SpoolReader(directory, state, from, SegmentFrameReader.buffer(), (_, _) -> free());
  }

  /**
   * Opens a spool with the records of an earlier process.
   *
   * @param others the positions of the additional readers
   */
  public static Spool open(SpoolConfig config, SpoolPosition... others) throws IOException {
    SpoolDirectory directory = new SpoolDirectory(config.directory());
    try {
      Spool spool = new Spool(config, directory, List.of(others));
      spool.writer.start();
      return spool;
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Appends a record without blocking. The callback receives the result later. */
  public void append(SpoolRecord record, AppendCallback callback) {
    writer.append(record, callback);
  }

  /** Appends a record and syncs it at once, without waiting for others. */
  public void appendUrgently(SpoolRecord record, AppendCallback callback) {
    writer.appendUrgently(record, callback);
  }

  /** Returns the approximate number of bytes that are not durable yet. */
  public long pendingBytes() {
    return writer.pendingBytes();
  }

  /** Returns whether a new record must wait for a write in progress. */
  public boolean isWriting() {
    return writer.isWriting();
  }

  /** Returns whether a new record would wait long for space or the disk, or be rejected. */
  public boolean isStalled() {
    return writer.isStalled();
  }

  /**
   * Returns whether records arrive faster than they are written, so that the sender should slow
   * down.
   */
  public boolean isBacklogged() {
    return writer.isBacklogged();
  }

  /** Returns the directory. */
  public Path directory() {
    return directory.path();
  }

  /** Returns the number of records that are not acknowledged. */
  public long depth() {
    return state.depth();
  }

  /** Returns the disk space of all segments, without the recycled one. */
  public long diskBytes() {
    return state.bytes();
  }

  /** Returns the limit of the disk space. */
  public long maxBytes() {
    return maxBytes;
  }

  /** Returns whether the directory was empty before. */
  public boolean isNew() {
    return isNew;
  }

  /** Returns the additional readers in the order of their positions. */
  public List<SpoolReader> additionalReaders() {
    return additionalReaders;
  }

  /** Returns the next records to deliver, and waits at most {@code wait} for one. */
  public RecordBatch next(int maxRecords, Duration wait) throws IOException, InterruptedException {
    return reader.next(maxRecords, wait);
  }

  /** Acknowledges all records up to the end of {@code batch}, which are not delivered again. */
  public void ack(RecordBatch batch) throws IOException {
    reader.ack(batch);
  }

  private void delivered(SpoolReader by, RecordBatch batch) throws IOException {
    directory.position().write(batch.end());
    state.delivered(batch.records().size());
    free();
  }

  /**
   * Frees consumed segments. It keeps the segment of the last record, because the chain continues
   * there after a restart.
   */
  private synchronized void free() throws IOException {
    long last = state.durable().segment();
    if (freed == last) {
      return;
    }
    NavigableMap<Long, Long> old = directory.segments().headMap(last, false);
    for (Map.Entry<Long, Long> segment : old.entrySet()) {
      long number = segment.getKey();
      boolean held = additionalReaders.stream().anyMatch(other -> other.needs(number));
      if (reader.needs(number) || (held && !state.isHalfFull())) {
        return;
      }
      if (number <= inherited) {
        directory.delete(number);
        state.freed(segment.getValue());
      } else {
        retire(number, held || state.isDiskFull());
      }
    }
    freed = last;
  }

  private void freeAfterFailure() {
    try {
      free();
    } catch (IOException e) {
      // Freed after the next acknowledgment.
    }
  }

  /**
   * Deletes or recycles a segment. One that a reader may still read is not recycled, and none while
   * the disk is full.
   */
  private void retire(long number, boolean delete) throws IOException {
    if (delete) {
      directory.delete(number);
    } else {
      directory.retire(number);
    }
    state.freed(segmentBytes);
  }

  private long waiting(NavigableMap<Long, Long> segments, SpoolPosition from, ByteBuffer buffer)
      throws IOException {
    long waiting = 0;
    for (Map.Entry<Long, Long> segment : segments.tailMap(from.segment(), true).entrySet()) {
      long offset = segment.getKey() == from.segment() ? from.offset() : 0;
      try (SegmentFrameReader cursor =
          directory.read(segment.getKey(), offset, segment.getValue(), buffer)) {
        while (cursor.next() != null) {
          waiting++;
        }
      }
    }
    return waiting;
  }

  @Override
  public void close() throws IOException {
    state.close();
    writer.close();
    directory.close();
  }
}
