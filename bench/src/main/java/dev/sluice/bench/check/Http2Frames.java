package dev.sluice.bench.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The HTTP/2 frames of a client of one gRPC method: types, flags, and constant bytes. */
final class Http2Frames {
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

  static void header(ByteBuffer out, int length, int type, int flags, int stream) {
    out.put((byte) (length >> 16)).putShort((short) length);
    out.put((byte) type).put((byte) flags).putInt(stream);
  }

  /** A receive window that is never exhausted. */
  static final int WINDOW = 1 << 30;

  private static final int INDEXED = 0x40;
  private static final byte METHOD_POST = (byte) 0x83;
  private static final byte SCHEME_HTTP = (byte) 0x86;

  /** The indexes of names in HPACK's static table. */
  private static final int AUTHORITY = 1;

  private static final int PATH = 4;
  private static final int CONTENT_TYPE = 31;

  /** A deadline, which Envoy sets too, but too long to expire. */
  private static final String TIMEOUT = "10M";

  /** The headers as indexes into the server's dynamic table after the first request. */
  private static final byte[] KNOWN = {
    METHOD_POST, SCHEME_HTTP, (byte) 0xc2, (byte) 0xc1, (byte) 0xc0, (byte) 0xbf, (byte) 0xbe
  };

  /** Writes the start of a connection: no table for response headers, and large windows. */
  static void open(ByteBuffer out) {
    out.put(ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    header(out, 12, SETTINGS, 0, 0);
    out.putShort((short) 1).putInt(0).putShort((short) 4).putInt(WINDOW);
    window(out, WINDOW);
  }

  static void window(ByteBuffer out, int more) {
    header(out, 4, WINDOW_UPDATE, 0, 0);
    out.putInt(more);
  }

  /** Returns the header block of the first check of a connection. */
  static byte[] first(String method) {
    ByteBuffer block = ByteBuffer.allocate(256);
    block.put(METHOD_POST).put(SCHEME_HTTP);
    text(block.put((byte) (INDEXED | PATH)), method);
    text(block.put((byte) (INDEXED | AUTHORITY)), "bench");
    text(block.put((byte) (INDEXED | CONTENT_TYPE)), "application/grpc");
    text(text(block.put((byte) INDEXED), "te"), "trailers");
    text(text(block.put((byte) INDEXED), "grpc-timeout"), TIMEOUT);
    byte[] bytes = new byte[block.flip().remaining()];
    block.get(bytes);
    return bytes;
  }

  /** Returns the header block of all other checks. */
  static byte[] known() {
    return KNOWN.clone();
  }

  private static ByteBuffer text(ByteBuffer block, String text) {
    return block.put((byte) text.length()).put(ascii(text));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Http2Frames() {}
}
