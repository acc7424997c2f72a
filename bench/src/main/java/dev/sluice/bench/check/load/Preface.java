package dev.sluice.bench.check.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes that an HTTP/2 client of one gRPC method sends over and over. */
final class Preface {
  /** All windows for answers are so large that nobody waits for them. */
  static final int WINDOW = 1 << 30;

  private static final int INDEXED = 0x40;
  private static final byte METHOD_POST = (byte) 0x83;
  private static final byte SCHEME_HTTP = (byte) 0x86;

  /** Names of the static table. */
  private static final int AUTHORITY = 1;

  private static final int PATH = 4;
  private static final int CONTENT_TYPE = 31;

  /** A deadline, as Envoy sets one, that nobody meets who stands still for a while. */
  private static final String TIMEOUT = "10M";

  /** The five headers as the server has them in its table after the first request. */
  private static final byte[] KNOWN = {
    METHOD_POST, SCHEME_HTTP, (byte) 0xc2, (byte) 0xc1, (byte) 0xc0, (byte) 0xbf, (byte) 0xbe
  };

  private Preface() {}

  /** Opens the connection: no table for the answers' headers, and large windows. */
  static void open(ByteBuffer out) {
    out.put(ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    Frames.header(out, 12, Frames.SETTINGS, 0, 0);
    out.putShort((short) 1).putInt(0).putShort((short) 4).putInt(WINDOW);
    window(out, WINDOW);
  }

  static void window(ByteBuffer out, int more) {
    Frames.header(out, 4, Frames.WINDOW_UPDATE, 0, 0);
    out.putInt(more);
  }

  /** The headers of a connection's first check. */
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

  /** Those of each further one. */
  static byte[] known() {
    return KNOWN.clone();
  }

  private static ByteBuffer text(ByteBuffer block, String text) {
    return block.put((byte) text.length()).put(ascii(text));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
