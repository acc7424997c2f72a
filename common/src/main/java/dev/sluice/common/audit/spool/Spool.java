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
 * A queue on disk for one process: many threads append, one thread takes batches and acknowledges
 * them. What has been appended is delivered at least once, in order, also after a kill. Others may
 * read it beside that one; they hold segments back as long as these fill less than half of it.
 */
public final class Spool implements AutoCloseable {
  /**
   * Records in order, to be acknowledged together.
   *
   * @param damagedGaps places between them where the disk gave back something else than was written
   */
  public record RecordBatch(List<ChainedRecord> records, int damagedGaps, SpoolPosition end) {
    public boolean isEmpty() {
      return records.isEmpty() && damagedGaps == 0;
    }
  }

  private final SpoolDirectory directory;
  private final SpoolState ledger;
  private final SpoolWriter writer;
  private final SpoolReader reader;
  private final List<SpoolReader> additionalReaders;
  private final boolean isNew;
  private final int segmentBytes;

  /** Before this segment there is none. */
  private long freed;

  /** The last segment of an earlier process; what follows is this one's. */
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
    this.isNew = found.isEmpty() && directory.writer().read().isEmpty();
    SpoolRecovery recovery = SpoolRecovery.of(directory, buffer);
    NavigableMap<Long, Long> segments = directory.segments();
    long bytes = segments.values().stream().mapToLong(Long::longValue).sum();
    ChainTail chain = recovery.chainTail(directory.writer(), furthest);
    long waiting = waiting(segments, delivered, buffer);
    this.ledger = new SpoolState(config.maxBytes(), recovery.end(), bytes, waiting);
    this.reader = new SpoolReader(directory, ledger, delivered, buffer, this::delivered);
    this.additionalReaders = places.stream().map(this::other).toList();
    ActiveSegment active = new ActiveSegment(directory, segmentBytes, inherited);
    this.writer = new SpoolWriter(config, active, chain, ledger);
  }

  private SpoolReader other(SpoolPosition from) {
    return new SpoolReader(directory, ledger, from, SegmentFrameReader.buffer(), (_, _) -> free());
  }

  /**
   * Opens the spool, with what an earlier process left in it.
   *
   * @param others from where others than the one who delivers read on
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

  /** Takes a record and says later what became of it; never blocks. */
  public void append(SpoolRecord record, AppendCallback fate) {
    writer.append(record, fate);
  }

  /** The same, and at once, without waiting for other records that could be synced with it. */
  public void appendUrgently(SpoolRecord record, AppendCallback fate) {
    writer.appendUrgently(record, fate);
  }

  /** How many bytes were taken and are not durable yet, about. */
  public long pendingBytes() {
    return writer.pendingBytes();
  }

  /** Whether a record that comes now waits for others that are being written. */
  public boolean isWriting() {
    return writer.isWriting();
  }

  /** Whether a record that comes now would wait long, or be refused: for room, or for the disk. */
  public boolean isStalled() {
    return writer.isStalled();
  }

  /** Whether records come faster than they can be written, so that they had better wait. */
  public boolean isBacklogged() {
    return writer.isBacklogged();
  }

  /** Where it lies. */
  public Path directory() {
    return directory.path();
  }

  /** How many records have not been acknowledged. */
  public long depth() {
    return ledger.depth();
  }

  /** How many bytes it takes on disk, without a segment that is kept for writing over. */
  public long diskBytes() {
    return ledger.bytes();
  }

  /** Whether nobody had written here before. */
  public boolean isNew() {
    return isNew;
  }

  /** Those who read beside the one who delivers, in the order of their places. */
  public List<SpoolReader> additionalReaders() {
    return additionalReaders;
  }

  /** The next records to deliver, waiting at most {@code wait} for one. */
  public RecordBatch next(int maxRecords, Duration wait) throws IOException, InterruptedException {
    return reader.next(maxRecords, wait);
  }

  /** Says that everything up to the end of {@code batch} need not be delivered again. */
  public void ack(RecordBatch batch) throws IOException {
    reader.ack(batch);
  }

  private void delivered(SpoolReader by, RecordBatch batch) throws IOException {
    directory.position().write(batch.end());
    ledger.delivered(batch.records().size());
    free();
  }

  /** The segment of the last record stays, for the chain goes on from there after a restart. */
  private synchronized void free() throws IOException {
    long last = ledger.durable().segment();
    if (freed == last) {
      return;
    }
    NavigableMap<Long, Long> old = directory.segments().headMap(last, false);
    for (Map.Entry<Long, Long> segment : old.entrySet()) {
      long number = segment.getKey();
      boolean held = additionalReaders.stream().anyMatch(other -> other.needs(number));
      if (reader.needs(number) || (held && !ledger.isHalfFull())) {
        return;
      }
      if (number <= inherited) {
        directory.delete(number);
        ledger.freed(segment.getValue());
      } else {
        retire(number, held);
      }
    }
    freed = last;
  }

  /** A segment in which somebody may still read is not written over. */
  private void retire(long number, boolean read) throws IOException {
    if (read) {
      directory.delete(number);
    } else {
      directory.retire(number);
    }
    ledger.freed(segmentBytes);
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
    ledger.close();
    writer.close();
    directory.close();
  }
}
