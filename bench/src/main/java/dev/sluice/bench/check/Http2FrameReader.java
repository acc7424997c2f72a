package dev.sluice.bench.check;

import java.nio.ByteBuffer;

/** A parser of the frames of an HTTP/2 connection. */
final class Http2FrameReader {
  static final int HEADER = 9;
  private static final int CAPACITY = 1 << 18;
  private static final int BYTE = 0xff;

  /** A handler of each frame; the payload is between the buffer's position and limit. */
  interface Handler {
    void frame(int type, int flags, int stream, ByteBuffer payload);
  }

  private final Handler handler;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY);

  Http2FrameReader(Handler handler) {
    this.handler = handler;
  }

  /** Returns the buffer for the next bytes; call {@link #read} when it is filled. */
  ByteBuffer buffer() {
    return bytes;
  }

  void read() {
    bytes.flip();
    int end = bytes.limit();
    while (bytes.remaining() >= HEADER) {
      int start = bytes.position();
      int length = ((bytes.getShort(start) & 0xffff) << 8) | (bytes.get(start + 2) & BYTE);
      int next = start + HEADER + length;
      if (next > end) {
        break;
      }
      int type = bytes.get(start + 3);
      int flags = bytes.get(start + 4) & BYTE;
      int stream = bytes.getInt(start + 5) & Integer.MAX_VALUE;
      bytes.position(start + HEADER).limit(next);
      handler.frame(type, flags, stream, bytes);
      bytes.limit(end).position(next);
    }
    bytes.compact();
  }
}
