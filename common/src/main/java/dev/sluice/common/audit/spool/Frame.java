package dev.sluice.common.audit.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a record lies in a segment: a mark to find the next record by when one is damaged, the
 * length, a CRC32C of length and payload, the payload.
 */
final class Frame {
  static final int MARK = 0x8E534C31;
  static final int HEADER = 12;

  private Frame() {}

  static int size(byte[] payload) {
    return HEADER + payload.length;
  }

  static void put(ByteBuffer out, byte[] payload) {
    out.putInt(MARK).putInt(payload.length).putInt(checksum(payload)).put(payload);
  }

  static int checksum(byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, payload.length));
    crc.update(payload, 0, payload.length);
    return (int) crc.getValue();
  }
}
