package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainedRecord;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a record lies in a segment: a mark to find the next record by when one is damaged, the
 * length, a CRC32C of the segment's number, length and payload, the payload. The payload is the
 * link and the record. A file that was another segment before holds frames of that one behind its
 * own: their checksums do not fit its number. Frames of the older forms, whose files are never
 * written over, have a checksum without number; those of the oldest have no link.
 */
final class SegmentFrame {
  static final int MARK = 0x8E534C33;
  static final int UNNUMBERED_MARK = 0x8E534C32;
  static final int UNLINKED_MARK = 0x8E534C31;
  static final int HEADER = 12;

  /** Where in the header the checksum stands. */
  static final int CHECKSUM = 8;

  /** What each mark begins with. */
  static final byte FIRST = (byte) (MARK >>> 24);

  /** The largest frame. */
  static final int MAX = HEADER + ChainLink.SIZE + SpoolConfig.MAX_RECORD_BYTES;

  private SegmentFrame() {}

  /** How much a record of so many bytes takes with its link. */
  static int size(int recordBytes) {
    return HEADER + ChainLink.SIZE + recordBytes;
  }

  /** How long the payload is whose header begins at {@code at}, or -1 when none does. */
  static int length(ByteBuffer in, int at) {
    int length = in.getInt(at + 4);
    return switch (in.getInt(at)) {
      case MARK, UNNUMBERED_MARK ->
          length >= ChainLink.SIZE && length <= MAX - HEADER ? length : -1;
      case UNLINKED_MARK -> length >= 0 && length <= SpoolConfig.MAX_RECORD_BYTES ? length : -1;
      default -> -1;
    };
  }

  /** The record whose frame of {@code length} begins at {@code at}, unless it is damaged. */
  static @Nullable ChainedRecord read(ByteBuffer in, int at, int length, long segment) {
    if (checksum(in, at, length, segment) != in.getInt(at + CHECKSUM)) {
      return null;
    }
    ByteBuffer payload = in.slice(at + HEADER, length);
    ChainLink link = in.getInt(at) == UNLINKED_MARK ? null : ChainLink.get(payload);
    byte[] record = new byte[payload.remaining()];
    payload.get(record);
    return new ChainedRecord(link, record);
  }

  /** Over the frame of {@code length} that begins at {@code at} of a buffer with an array. */
  static int checksum(ByteBuffer frame, int at, int length, long segment) {
    CRC32C crc = new CRC32C();
    if (frame.getInt(at) == MARK) {
      number(crc, segment, Long.BYTES);
    }
    number(crc, length, Integer.BYTES);
    crc.update(frame.array(), frame.arrayOffset() + at + HEADER, length);
    return (int) crc.getValue();
  }

  private static void number(CRC32C crc, long number, int bytes) {
    for (int shift = Byte.SIZE * (bytes - 1); shift >= 0; shift -= Byte.SIZE) {
      crc.update((int) (number >>> shift) & 0xff);
    }
  }
}
