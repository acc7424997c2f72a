package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue on disk for one process: many threads append, one thread takes batches and acknowledges
 * them. What has been appended is delivered at least once, in order, also after a kill.
 */
public final class Spool implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Spool.class);
  private static final int BATCH_BYTES = 1024 * 1024;

  /**
   * Records in order, to be acknowledged together.
   *
   * @param damaged places between them where the disk gave back something else than was written
   */
  public record Batch(List<ChainedRecord> records, int damaged, SpoolPosition end) {
    public boolean isEmpty() {
      return records.isEmpty() && damaged == 0;
    }
  }

  private final SpoolDirectory directory;
  private final SpoolLedger ledger;
  private final SpoolWriter writer;
  private final ByteBuffer readBuffer = FrameCursor.buffer();
  private SpoolPosition read;

  private Spool(SpoolConfig config, SpoolDirectory directory) throws IOException {
    this.directory = directory;
    this.read = directory.position().read();
    NavigableMap<Long, Long> segments = directory.segments();
    long last = Math.max(read.segment(), segments.isEmpty() ? 0 : segments.lastKey());
    long bytes = segments.values().stream().mapToLong(Long::longValue).sum();
    Recovery recovery = Recovery.of(directory, readBuffer);
    ChainTail chain = recovery.tail(directory.writer(), read);
    this.ledger = new SpoolLedger(config.maxBytes(), recovery.end(), bytes, waiting(segments));
    ActiveSegment active = new ActiveSegment(directory, config.segmentBytes(), last);
    this.writer = new SpoolWriter(config, active, chain, ledger);
  }

  /** Opens the spool, with what an earlier process left in it. */
  public static Spool open(SpoolConfig config) throws IOException {
    SpoolDirectory directory = new SpoolDirectory(config.directory());
    try {
      Spool spool = new Spool(config, directory);
      spool.writer.start();
      return spool;
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /**
   * Takes a record; never blocks. The answer completes on the spool's own thread when the record is
   * durable, or fails with {@link SpoolRefused}.
   */
  public CompletableFuture<Void> append(SpoolRecord record) {
    return writer.append(record);
  }

  /** The same, and at once, without waiting for other records that could be synced with it. */
  public CompletableFuture<Void> appendUrgently(SpoolRecord record) {
    return writer.appendUrgently(record);
  }

  /** Whether records come faster than they can be written, so that they had better wait. */
  public boolean crowded() {
    return writer.crowded();
  }

  /** How many records have not been acknowledged. */
  public long depth() {
    return ledger.depth();
  }

  /** How many bytes lie on disk. */
  public long bytes() {
    return ledger.bytes();
  }

  /** The next records after those of the last call, waiting at most {@code wait} for one. */
  public Batch next(int maxRecords, Duration wait) throws IOException, InterruptedException {
    List<ChainedRecord> records = new ArrayList<>();
    int damaged = 0;
    if (ledger.awaitBeyond(read, wait)) {
      SpoolPosition durable = ledger.durable();
      while (records.isEmpty() && damaged == 0 && read.compareTo(durable) < 0) {
        damaged = readSegment(records, maxRecords, durable);
      }
    }
    return new Batch(List.copyOf(records), damaged, read);
  }

  /** Says that everything up to the end of {@code batch} need not be delivered again. */
  public void ack(Batch batch) throws IOException {
    directory.position().write(batch.end());
    ledger.delivered(batch.records().size());
    // The segment of the last record stays, for the chain goes on from there after a restart.
    long kept = Math.min(batch.end().segment(), ledger.durable().segment());
    for (Map.Entry<Long, Long> old : directory.segments().headMap(kept, false).entrySet()) {
      directory.delete(old.getKey());
      ledger.freed(old.getValue());
    }
  }

  /** Reads on in one segment and moves the place; returns how many damaged places lay between. */
  private int readSegment(List<ChainedRecord> records, int max, SpoolPosition durable)
      throws IOException {
    Long segment = directory.segments().ceilingKey(read.segment());
    if (segment == null || segment > durable.segment()) {
      read = durable;
      return 0;
    }
    boolean last = segment == durable.segment();
    long from = segment == read.segment() ? read.offset() : 0;
    long end = last ? durable.offset() : Long.MAX_VALUE;
    try (FrameCursor cursor = new FrameCursor(directory.segment(segment), from, end, readBuffer)) {
      ChainedRecord record = cursor.next();
      for (int bytes = 0; record != null; record = cursor.next()) {
        records.add(record);
        bytes += record.bytes().length;
        if (records.size() == max || bytes >= BATCH_BYTES) {
          read = new SpoolPosition(segment, cursor.offset());
          return cursor.damaged();
        }
      }
      read = last ? durable : new SpoolPosition(segment + 1, 0);
      return cursor.damaged();
    }
  }

  private long waiting(NavigableMap<Long, Long> segments) throws IOException {
    long waiting = 0;
    for (Map.Entry<Long, Long> segment : segments.tailMap(read.segment(), true).entrySet()) {
      long from = segment.getKey() == read.segment() ? read.offset() : 0;
      try (FrameCursor cursor =
          new FrameCursor(
              directory.segment(segment.getKey()), from, segment.getValue(), readBuffer)) {
        while (cursor.next() != null) {
          waiting++;
        }
        if (cursor.torn() > 0) {
          log.info("Segment {} ends in {} unfinished bytes", segment.getKey(), cursor.torn());
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
