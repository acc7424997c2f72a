package dev.sluice.extproc.coding;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** An encoder that deflates, with or without the zlib header. */
final class DeflateEncoder implements ContentEncoder {
  private static final int LEVEL = 4;
  private static final long MEMORY = 272 << 10;

  private final Deflater deflater;
  private final byte[] buffer = new byte[8192];

  DeflateEncoder(boolean raw) {
    deflater = new Deflater(LEVEL, raw);
  }

  @Override
  public void encode(byte[] plain, int from, int to, FlushMode push, ByteArrayOutputStream out) {
    deflater.setInput(plain, from, to - from);
    int flush = push == FlushMode.FLUSH ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH;
    if (push == FlushMode.FINISH) {
      deflater.finish();
    }
    int length;
    do {
      length = deflater.deflate(buffer, 0, buffer.length, flush);
      out.write(buffer, 0, length);
    } while (length == buffer.length);
  }

  @Override
  public long memoryBytes() {
    return MEMORY;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
