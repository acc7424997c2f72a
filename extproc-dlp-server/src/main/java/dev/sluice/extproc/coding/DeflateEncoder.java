package dev.sluice.extproc.coding;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Deflates, with the header of zlib or without. */
final class DeflateEncoder implements Encoder {
  private static final int LEVEL = 4;
  private static final long MEMORY = 272 << 10;

  private final Deflater deflater;
  private final byte[] buffer = new byte[8192];

  DeflateEncoder(boolean raw) {
    deflater = new Deflater(LEVEL, raw);
  }

  @Override
  public void encode(byte[] plain, int from, int to, Push push, ByteArrayOutputStream out) {
    deflater.setInput(plain, from, to - from);
    int flush = push == Push.ALL ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH;
    if (push == Push.END) {
      deflater.finish();
    }
    int length;
    do {
      length = deflater.deflate(buffer, 0, buffer.length, flush);
      out.write(buffer, 0, length);
    } while (length == buffer.length);
  }

  @Override
  public long memory() {
    return MEMORY;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
