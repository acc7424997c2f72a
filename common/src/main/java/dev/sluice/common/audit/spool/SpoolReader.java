package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.spool.Spool.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One of those who read the spool: each record comes to it once, in order, and segments stay until
 * it has passed them, as far as there is room. One thread at a time.
 */
public final class SpoolReader {
  private static final int BATCH_BYTES = 1024 * 1024;

  private final SpoolDirectory directory;
  private final SpoolState ledger;
  private final AckListener passing;
  private final ByteBuffer buffer;
  private SpoolPosition read;
  private volatile SpoolPosition passed;

  /** What is to be done when a reader will not need anything before a place any more. */
  @FunctionalInterface
  interface AckListener {
    void onAck(SpoolReader reader, RecordBatch batch) throws IOException;
  }

  SpoolReader(
      SpoolDirectory directory,
      SpoolState ledger,
      SpoolPosition from,
      ByteBuffer buffer,
      AckListener passing) {
    this.directory = directory;
    this.ledger = ledger;
    this.read = from;
    this.passed = from;
    this.buffer = buffer;
    this.passing = passing;
  }

  /** The next records after those of the last call, waiting at most {@code wait} for one. */
  public RecordBatch next(int maxRecords, Duration wait) throws IOException, InterruptedException {
    List<ChainedRecord> records = new ArrayList<>();
    int damaged = 0;
    if (ledger.awaitDurableBeyond(read, wait)) {
      SpoolPosition durable = ledger.durable();
      while (records.isEmpty() && damaged == 0 && read.compareTo(durable) < 0) {
        damaged = readSegment(records, maxRecords, durable);
      }
    }
    return new RecordBatch(List.copyOf(records), damaged, read);
  }

  /**
   * Says that nothing up to the end of {@code batch} will be asked for again, even by a restart.
   */
  public void ack(RecordBatch batch) throws IOException {
    passed = batch.end();
    passing.onAck(this, batch);
  }

  boolean needs(long segment) {
    return passed.segment() <= segment;
  }

  /** Reads on in one segment and moves the place; returns how many damaged places lay between. */
  private int readSegment(List<ChainedRecord> records, int max, SpoolPosition durable)
      throws IOException {
    long segment = next(durable);
    boolean last = segment == durable.segment();
    long from = segment == read.segment() ? read.offset() : 0;
    long end = last ? durable.offset() : Long.MAX_VALUE;
    try (SegmentFrameReader cursor = directory.read(segment, from, end, buffer)) {
      ChainedRecord record = cursor.next();
      for (int bytes = 0; record != null; record = cursor.next()) {
        records.add(record);
        bytes += record.bytes().length;
        if (records.size() == max || bytes >= BATCH_BYTES) {
          read = new SpoolPosition(segment, cursor.offset());
          return cursor.damagedGaps();
        }
      }
      read = last ? durable : new SpoolPosition(segment + 1, 0);
      return cursor.damagedGaps();
    } catch (NoSuchFileException e) {
      // It went to make room; the reader goes on with what is left.
      read = last ? durable : read;
      return 0;
    }
  }

  /** The segment to go on in: the last one is there, and those before are as long as they stay. */
  private long next(SpoolPosition durable) throws IOException {
    if (read.segment() == durable.segment()) {
      return durable.segment();
    }
    Long there = directory.segments().ceilingKey(read.segment());
    return there == null ? durable.segment() : Math.min(there, durable.segment());
  }
}
