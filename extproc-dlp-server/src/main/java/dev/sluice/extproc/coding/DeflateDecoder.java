package dev.sluice.extproc.coding;

import org.jspecify.annotations.Nullable;

/**
 * A decoder of deflated bytes. The first two bytes show whether there is a zlib header. No bytes
 * may follow the end.
 */
final class DeflateDecoder implements ContentDecoder {
  private static final int HEAD = 2;
  private static final int METHOD = 8;
  private static final int LARGEST_WINDOW = 7;

  private final byte[] head = new byte[HEAD];
  private int headLength;
  private byte[] input = head;
  private int at;
  private int end;
  private boolean rest;
  private long fed;
  private boolean raw;
  private @Nullable InflateStage inflated;

  @Override
  public void feed(byte[] coded, int from, int to) {
    fed += to - from;
    input = coded;
    at = from;
    end = to;
    rest = true;
    if (inflated == null) {
      while (at < end && headLength < HEAD) {
        head[headLength++] = coded[at++];
      }
    }
  }

  @Override
  public int read(byte[] into) throws CodingException {
    InflateStage data = data();
    if (data == null) {
      return 0;
    }
    int length = data.read(into);
    if (length == 0 && rest && data.isEmpty()) {
      rest = false;
      data.feed(input, at, end);
      length = data.read(into);
    }
    if (length == 0 && data.finished() && !data.isEmpty()) {
      throw new CodingException("bytes after the end of deflate data");
    }
    return length;
  }

  /** Returns the inflate stage; null before the format is detected. */
  private @Nullable InflateStage data() {
    if (inflated == null && headLength == HEAD) {
      raw = !zlib();
      inflated = new InflateStage(raw);
      inflated.feed(head, 0, HEAD);
    }
    return inflated;
  }

  private boolean zlib() {
    int method = head[0] & 0x0F;
    int window = (head[0] & 0xF0) >> 4;
    int both = (head[0] & 0xFF) << 8 | (head[1] & 0xFF);
    return method == METHOD && window <= LARGEST_WINDOW && both % 31 == 0;
  }

  @Override
  public long consumedBytes() {
    return inflated == null ? 0 : fed - inflated.remaining() - (rest ? end - at : 0);
  }

  @Override
  public boolean isComplete() {
    return fed == 0 || (inflated != null && inflated.finished());
  }

  @Override
  public boolean hasOneReading() {
    return true;
  }

  @Override
  public ContentEncoder newEncoder() {
    return new DeflateEncoder(raw);
  }

  @Override
  public long memoryBytes() {
    return InflateStage.MEMORY;
  }

  @Override
  public void close() {
    if (inflated != null) {
      inflated.close();
    }
  }
}
