package dev.sluice.bench.check.load;

import java.nio.ByteBuffer;

/** Whether an answer lets pass, without reading the rest of it. */
final class Verdict {
  private static final int PREFIX = 5;
  private static final byte STATUS = 0x0a;
  private static final byte CODE = 0x08;

  private Verdict() {}

  /**
   * The status is the first field of an answer, the code that of a status; each is left out when it
   * is empty or zero.
   */
  static boolean allows(ByteBuffer message) {
    int status = message.position() + PREFIX;
    if (status + 1 >= message.limit() || message.get(status) != STATUS) {
      return true;
    }
    boolean empty = message.get(status + 1) == 0;
    return empty || message.get(status + 2) != CODE || message.get(status + 3) == 0;
  }
}
