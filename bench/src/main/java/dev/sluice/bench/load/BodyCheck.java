package dev.sluice.bench.load;

import dev.sluice.e2e.process.ProcessFailedException;
import java.nio.ByteBuffer;

/** Sees that a body is the one that was sent, byte by byte. */
final class BodyCheck {
  private final String whose;
  private final ByteBuffer expected;

  /** {@code whose} is told where the body is another. */
  BodyCheck(String whose, byte[] expected) {
    this.whose = whose;
    this.expected = ByteBuffer.wrap(expected);
  }

  /** How many bytes have come. */
  int length() {
    return expected.position();
  }

  void take(ByteBuffer bytes) {
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
