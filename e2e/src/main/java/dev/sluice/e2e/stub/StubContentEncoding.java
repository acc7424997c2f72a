package dev.sluice.e2e.stub;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.e2e.wire.HttpContentEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A content encoding of a response, selected by the request header {@code x-stub-coding}. Its value
 * is the name of an encoding. The suffix {@code +cut} selects a response without its end, {@code
 * +bomb} one that decodes to a very long text.
 */
record StubContentEncoding(HttpContentEncoding coding, boolean cut, boolean bomb) {
  private static final String ASKED = "X-Stub-Coding";
  private static final int CUT = 6;
  private static final int BOMB = 64 << 20;

  /** Returns the encoding that the request selects. */
  static StubContentEncoding of(HttpExchange exchange) {
    String asked = exchange.getRequestHeaders().getFirst(ASKED);
    return asked == null
        ? new StubContentEncoding(HttpContentEncoding.IDENTITY, false, false)
        : of(asked);
  }

  /** Sets the content-encoding header. */
  static void announce(HttpExchange exchange, String asked) {
    exchange.getResponseHeaders().set("Content-Encoding", name(asked));
  }

  byte[] encode(byte[] plain) {
    byte[] coded = coding.encode(bomb ? Arrays.copyOf(plain, BOMB) : plain);
    return cut ? Arrays.copyOf(coded, coded.length - CUT) : coded;
  }

  /** Returns an encoder. A cut one does not write its end. */
  OutputStream writer(OutputStream out) throws IOException {
    if (!cut) {
      return coding.writer(out);
    }
    var last = new ByteArrayOutputStream();
    OutputStream coded = coding.writer(last);
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        coded.write(b);
      }

      @Override
      public void flush() throws IOException {
        coded.flush();
        last.writeTo(out);
        last.reset();
        out.flush();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  private static StubContentEncoding of(String asked) {
    return new StubContentEncoding(
        HttpContentEncoding.of(name(asked)), asked.endsWith("+cut"), asked.endsWith("+bomb"));
  }

  private static String name(String asked) {
    int end = asked.indexOf('+');
    return end < 0 ? asked : asked.substring(0, end);
  }
}
