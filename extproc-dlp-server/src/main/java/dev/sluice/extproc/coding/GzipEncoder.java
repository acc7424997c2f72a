package dev.sluice.extproc.coding;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;

/** An encoder of one gzip member without a name or time. */
final class GzipEncoder implements ContentEncoder {
  private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};

  private final DeflateEncoder deflate = new DeflateEncoder(true);
  private final CRC32 sum = new CRC32();
  private long size;
  private boolean started;

  @Override
  public void encode(byte[] plain, int from, int to, FlushMode push, ByteArrayOutputStream out) {
    if (!started) {
      started = true;
      out.writeBytes(HEADER);
    }
    sum.update(plain, from, to - from);
    size += to - from;
    deflate.encode(plain, from, to, push, out);
    if (push == FlushMode.FINISH) {
      number(sum.getValue(), out);
      number(size, out);
    }
  }

  private static void number(long value, ByteArrayOutputStream out) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift));
    }
  }

  @Override
  public long memoryBytes() {
    return deflate.memoryBytes();
  }

  @Override
  public void close() {
    deflate.close();
  }
}
