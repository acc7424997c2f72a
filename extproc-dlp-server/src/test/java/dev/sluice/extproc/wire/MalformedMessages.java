package dev.sluice.extproc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;

/**
 * Bytes that are almost a message. Where the library reads them, so must we, and the same; what it
 * refuses may at most have its fault in a field that we leave unread.
 */
final class MalformedMessages {
  private static final int CHANGES = 20_000;

  private MalformedMessages() {}

  /** What one of them makes of the bytes, as a text. */
  interface Reading {
    String of(ByteString bytes) throws IOException;
  }

  /** Cuts the message everywhere, and changes its bytes here and there. */
  static void check(byte[] message, Reading library, Reading ours) {
    for (int end = 0; end <= message.length; end++) {
      same(ByteString.copyFrom(message, 0, end), library, ours);
    }
    Random random = new Random(7);
    for (int i = 0; i < CHANGES; i++) {
      byte[] changed = message.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(changed.length);
        changed[at] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) (changed[at] ^ (1 << random.nextInt(8)));
      }
      same(ByteString.copyFrom(changed), library, ours);
    }
  }

  static void same(ByteString bytes, Reading library, Reading ours) {
    String expected;
    try {
      expected = library.of(bytes);
    } catch (IOException e) {
      refusedOrRead(bytes, ours);
      return;
    }
    try {
      assertEquals(expected, ours.of(bytes), () -> hex(bytes));
    } catch (IOException e) {
      fail("refused: " + hex(bytes), e);
    }
  }

  /** Nothing but an {@link IOException} may come of bytes that are no message. */
  private static void refusedOrRead(ByteString bytes, Reading ours) {
    try {
      ours.of(bytes);
    } catch (IOException e) {
      // As the library.
    }
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
