package dev.sluice.common.audit.record;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.wire.ByteSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A writer of records as lines for people and log stores. A line names the time {@code timestamp}
 * and has the link of the record at its end. The time is the second key of a record, so the first
 * occurrence of the key text is the key itself.
 */
public final class RecordLineWriter {
  private static final byte[] TIME_KEY = ascii("\"ts_ms\":");
  private static final byte[] LINE_TIME_KEY = ascii("\"timestamp\":");
  private static final byte[] PREVIOUS = ascii(",\"prev_hash\":\"");
  private static final byte[] HASH = ascii("\",\"hash\":\"");
  private static final byte[] LINE_END = ascii("}\n");

  /** The maximum number of bytes of a line besides the record. */
  private static final int MAX_EXTRA_BYTES = 320;

  private final ByteSink out;

  /** The writer of the last record, which is usually that of the next one too. */
  private @Nullable UUID writer;

  private byte[] writerMember = {};

  /**
   * Creates a writer.
   *
   * @param usualBytes the usual number of record bytes between two calls of {@link #clear}
   */
  public RecordLineWriter(int usualBytes) {
    out = new ByteSink(usualBytes + MAX_EXTRA_BYTES);
  }

  /** Removes all lines. */
  public void clear() {
    out.clear();
  }

  /** Appends the line of a record. */
  public void add(ChainedRecord record) {
    byte[] json = record.bytes();
    int key = timeKey(json);
    out.put(json, 0, key);
    out.put(LINE_TIME_KEY);
    int rest = key + TIME_KEY.length;
    out.put(json, rest, json.length - rest - 1);
    record.link().ifPresent(this::put);
    out.put(LINE_END);
  }

  /** Returns all lines as a view, which is valid until the writer changes. */
  public ByteBuffer buffer() {
    return out.buffer();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private void put(ChainLink link) {
    if (!link.writer().equals(writer)) {
      writer = link.writer();
      writerMember = ascii(",\"writer_id\":\"" + writer + "\",\"writer_seq\":");
    }
    out.put(writerMember);
    out.putDecimal(link.seq());
    out.put(PREVIOUS);
    link.previous().writeHex(out);
    out.put(HASH);
    link.hash().writeHex(out);
    out.put('"');
  }

  private static int timeKey(byte[] record) {
    for (int at = 0; at + TIME_KEY.length <= record.length; at++) {
      if (record[at + 1] == TIME_KEY[1]
          && Arrays.equals(record, at, at + TIME_KEY.length, TIME_KEY, 0, TIME_KEY.length)) {
        return at;
      }
    }
    throw new IllegalArgumentException("a record without a time");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
