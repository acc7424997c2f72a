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
 * A reader of the spool. It receives each record once and in order, and segments stay on disk until
 * it has read them, as far as there is space. Only one thread may use it at a time.
 */
public final class SpoolReader {
  private static final int BATCH_BYTES = 1024 * 1024;

  private final SpoolDirectory directory;
  private final SpoolState state;
  private final AckListener passing;
  private final ByteBuffer buffer;
  private SpoolPosition read;
  private volatile SpoolPosition passed;

  /** A listener for the position up to which a reader is done. */
  @FunctionalInterface
  interface AckListener {
    void onAck(SpoolReader reader, RecordBatch batch) throws IOException;
  }

  SpoolReader(
      SpoolDirectory directory,
      SpoolState state,
      SpoolPosition from,
      ByteBuffer buffer,
      AckListener passing) {
    this.directory = directory;
    this.state = state;
    this.read = from;
    this.passed = from;
    this.buffer = buffer;
    this.passing = passing;
  }

  /** Returns the records after those of the last call, and waits at most {@code wait} for one. */
  public RecordBatch next(int maxRecords, Duration wait) throws IOException, InterruptedException {
    List<ChainedRecord> records = new ArrayList<>();
    int damaged = 0;
    if (state.awaitDurableBeyond(read, wait)) {
      SpoolPosition durable = state.durable();
      while (records.isEmpty() && damaged == 0 && read.compareTo(durable) < 0) {
        damaged = readSegment(records, maxRecords, durable);
      }
    }
    return new RecordBatch(List.copyOf(records), damaged, read);
  }

  /**
   * Acknowledges all records up to the end of {@code batch}, which are not read again after a
   * restart.
   */
  public void ack(RecordBatch batch) throws IOException {
    passed = batch.end();
    passing.onAck(this, batch);
  }

  boolean needs(long segment) {
    return passed.segment() <= segment;
  }

  /** Reads from one segment, moves the position and returns the number of damaged gaps. */
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
      // The segment was deleted to make space, so the reader continues with the next one.
      read = last ? durable : read;
      return 0;
    }
  }

  /** Returns the next segment to read: the last one exists, and earlier ones may be deleted. */
  private long next(SpoolPosition durable) throws IOException {
    if (read.segment() == durable.segment()) {
      return durable.segment();
    }
    Long there = directory.segments().ceilingKey(read.segment());
    return there == null ? durable.segment() : Math.min(there, durable.segment());
  }
}
