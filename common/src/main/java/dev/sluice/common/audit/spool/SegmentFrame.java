package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainedRecord;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The format of a record in a segment: a mark, the length, a CRC32C and the payload, which is the
 * link and the record. The reader finds the next frame behind damaged bytes by its mark. The
 * checksum covers the number of the segment, the length and the payload. A recycled file has frames
 * of an earlier segment behind its own, and their checksums do not fit its number. Older formats,
 * whose files are never recycled, have a checksum without the number, and the oldest one has no
 * link.
 */
final class SegmentFrame {
  static final int MARK = 0x8E534C33;
  static final int UNNUMBERED_MARK = 0x8E534C32;
  static final int UNLINKED_MARK = 0x8E534C31;
  static final int HEADER = 12;

  /** The offset of the checksum in the header. */
  static final int CHECKSUM = 8;

  /** The first byte of each mark. */
  static final byte FIRST = (byte) (MARK >>> 24);

  /** The maximum size of a frame. */
  static final int MAX = HEADER + ChainLink.SIZE + SpoolConfig.MAX_RECORD_BYTES;

  private SegmentFrame() {}

  /** Returns the size of the frame for a record of so many bytes. */
  static int size(int recordBytes) {
    return HEADER + ChainLink.SIZE + recordBytes;
  }

  /** Returns the payload length from the header at {@code at}, or -1 without a valid header. */
  static int length(ByteBuffer in, int at) {
    int length = in.getInt(at + 4);
    return switch (in.getInt(at)) {
      case MARK, UNNUMBERED_MARK ->
          length >= ChainLink.SIZE && length <= MAX - HEADER ? length : -1;
      case UNLINKED_MARK -> length >= 0 && length <= SpoolConfig.MAX_RECORD_BYTES ? length : -1;
      default -> -1;
    };
  }

  /** Returns the record of the frame at {@code at}, or null if it is damaged. */
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

  /** Returns the checksum of the frame at {@code at} in a buffer with an array. */
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
