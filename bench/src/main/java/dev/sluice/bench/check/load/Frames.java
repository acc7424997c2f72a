package dev.sluice.bench.check.load;

import java.nio.ByteBuffer;

/** The frames of HTTP/2 that a client of unary calls meets. */
final class Frames {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;

  static final int ACK = 1;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private Frames() {}

  static void header(ByteBuffer out, int length, int type, int flags, int stream) {
    out.put((byte) (length >> 16)).putShort((short) length);
    out.put((byte) type).put((byte) flags).putInt(stream);
  }
}
