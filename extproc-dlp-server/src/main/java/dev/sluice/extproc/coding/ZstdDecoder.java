package dev.sluice.extproc.coding;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.Native;
import java.nio.ByteBuffer;

/**
 * A decoder of one or more Zstandard frames, each with its magic number. Windows are limited as RFC
 * 9659 requires.
 */
final class ZstdDecoder implements ContentDecoder {
  private static final int LARGEST_WINDOW = 23;
  private static final long MEMORY = 256 << 10;
  private static final int MAGIC = 0xFD2FB528;
  private static final int SKIPPED = 0x184D2A50;
  private static final int HEAD = 4;

  private final ZstdDecompressCtx context = new ZstdDecompressCtx().setLongMax(LARGEST_WINDOW);
  private final ByteBuffer head = ByteBuffer.allocate(HEAD);
  private ByteBuffer input = ByteBuffer.allocate(0);
  private boolean inFrame;
  private int frames;
  private boolean skippable;
  private long fed;
  private long plainBytes;

  /** Returns true if the library runs on this machine. */
  static boolean available() {
    try {
      Native.load();
      return Native.isLoaded();
    } catch (LinkageError e) {
      return false;
    }
  }

  @Override
  public void feed(byte[] coded, int from, int to) {
    fed += to - from;
    input = ByteBuffer.wrap(coded, from, to - from);
  }

  @Override
  public int read(byte[] into) throws CodingException {
    ByteBuffer out = ByteBuffer.wrap(into);
    while (out.position() == 0 && (inFrame || begin(out))) {
      boolean noInput = !input.hasRemaining();
      decompress(out, input);
      if (noInput && inFrame) {
        break;
      }
    }
    plainBytes += out.position();
    return out.position();
  }

  /** Reads the magic number of a frame; returns false before it is complete. */
  private boolean begin(ByteBuffer out) throws CodingException {
    while (head.hasRemaining() && input.hasRemaining()) {
      head.put(input.get());
    }
    if (head.hasRemaining()) {
      return false;
    }
    head.flip();
    int magic = Integer.reverseBytes(head.getInt(0));
    if (magic != MAGIC && (magic & ~0xF) != SKIPPED) {
      throw new CodingException("not a Zstandard frame");
    }
    frames++;
    skippable |= magic != MAGIC;
    inFrame = true;
    decompress(out, head);
    head.clear();
    return true;
  }

  private void decompress(ByteBuffer out, ByteBuffer coded) throws CodingException {
    try {
      inFrame = !context.decompressByteBufferStream(out, coded);
    } catch (ZstdException e) {
      throw new CodingException("malformed Zstandard data");
    }
  }

  @Override
  public long consumedBytes() {
    return fed - input.remaining();
  }

  @Override
  public boolean isComplete() {
    return !inFrame && head.position() == 0;
  }

  /** Returns true for one frame; some decoders ignore those after it or reject skippable ones. */
  @Override
  public boolean hasOneReading() {
    return frames == 1 && !skippable;
  }

  @Override
  public ContentEncoder newEncoder() {
    return new ZstdEncoder();
  }

  /** Returns the size of the window, which is filled as plain bytes arrive. */
  @Override
  public long memoryBytes() {
    return MEMORY + Math.min(plainBytes, 1L << LARGEST_WINDOW);
  }

  @Override
  public void close() {
    context.close();
  }
}
