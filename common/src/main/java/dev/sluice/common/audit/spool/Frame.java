package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.Link;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a record lies in a segment: a mark to find the next record by when one is damaged, the
 * length, a CRC32C of the segment's number, length and payload, the payload. The payload is the
 * link and the record. A file that was another segment before holds frames of that one behind its
 * own: their checksums do not fit its number. Frames of the older forms, whose files are never
 * written over, have a checksum without number; those of the oldest have no link.
 */
final class Frame {
  static final int MARK = 0x8E534C33;
  static final int UNNUMBERED_MARK = 0x8E534C32;
  static final int UNLINKED_MARK = 0x8E534C31;
  static final int HEADER = 12;

  /** What each mark begins with. */
  static final byte FIRST = (byte) (MARK >>> 24);

  /** The largest frame. */
  static final int MAX = HEADER + Link.SIZE + SpoolConfig.MAX_RECORD_BYTES;

  private Frame() {}

  /** How much a record of so many bytes takes with its link. */
  static int size(int recordBytes) {
    return HEADER + Link.SIZE + recordBytes;
  }

  static int size(ChainedRecord record) {
    return HEADER + (record.link().isPresent() ? Link.SIZE : 0) + record.bytes().length;
  }

  static void put(ByteBuffer out, long segment, ChainedRecord record) {
    int start = out.position();
    int length = size(record) - HEADER;
    Optional<Link> link = record.link();
    out.putInt(link.isPresent() ? MARK : UNLINKED_MARK).putInt(length).putInt(0);
    link.ifPresent(place -> place.put(out));
    out.put(record.bytes());
    out.putInt(start + 8, checksum(out, start, length, segment));
  }

  /** How long the payload is whose header begins at {@code at}, or -1 when none does. */
  static int length(ByteBuffer in, int at) {
    int length = in.getInt(at + 4);
    return switch (in.getInt(at)) {
      case MARK, UNNUMBERED_MARK -> length >= Link.SIZE && length <= MAX - HEADER ? length : -1;
      case UNLINKED_MARK -> length >= 0 && length <= SpoolConfig.MAX_RECORD_BYTES ? length : -1;
      default -> -1;
    };
  }

  /** The record whose frame of {@code length} begins at {@code at}, unless it is damaged. */
  static @Nullable ChainedRecord get(ByteBuffer in, int at, int length, long segment) {
    if (checksum(in, at, length, segment) != in.getInt(at + 8)) {
      return null;
    }
    ByteBuffer payload = in.slice(at + HEADER, length);
    Link link = in.getInt(at) == UNLINKED_MARK ? null : Link.get(payload);
    byte[] record = new byte[payload.remaining()];
    payload.get(record);
    return new ChainedRecord(link, record);
  }

  private static int checksum(ByteBuffer frame, int at, int length, long segment) {
    CRC32C crc = new CRC32C();
    if (frame.getInt(at) == MARK) {
      crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, segment));
    }
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
    crc.update(frame.slice(at + HEADER, length));
    return (int) crc.getValue();
  }
}
