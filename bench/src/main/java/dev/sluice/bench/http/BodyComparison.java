package dev.sluice.bench.http;

import dev.sluice.e2e.process.ProcessFailedException;
import java.nio.ByteBuffer;

/** A comparison, byte by byte, of a received body with the one that was sent. */
final class BodyComparison {
  private final String whose;
  private final ByteBuffer expected;

  /** Expects the body; {@code whose} names it in the error text. */
  BodyComparison(String whose, byte[] expected) {
    this.whose = whose;
    this.expected = ByteBuffer.wrap(expected);
  }

  /** Returns how many bytes have been received. */
  int length() {
    return expected.position();
  }

  void add(ByteBuffer bytes) {
    int length = bytes.remaining();
    if (length > expected.remaining()) {
      throw changed();
    }
    ByteBuffer next = expected.slice(expected.position(), length);
    if (next.mismatch(bytes) >= 0) {
      throw changed();
    }
    expected.position(expected.position() + length);
  }

  void end() {
    if (expected.hasRemaining()) {
      throw changed();
    }
  }

  private ProcessFailedException changed() {
    return new ProcessFailedException(
        whose + " did not arrive as it was sent, from byte " + expected.position() + " on");
  }
}
