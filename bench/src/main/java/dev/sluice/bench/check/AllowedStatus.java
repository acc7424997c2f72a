package dev.sluice.bench.check;

import java.nio.ByteBuffer;

/** A reader of the status of a check response, which leaves the rest unread. */
final class AllowedStatus {
  private static final int PREFIX = 5;
  private static final byte STATUS = 0x0a;
  private static final byte CODE = 0x08;

  private AllowedStatus() {}

  /**
   * Returns whether the response allows the request. The status is the first field of a response,
   * and its code the first field of the status; protobuf omits either when it is empty or zero.
   */
  static boolean isAllowed(ByteBuffer message) {
    int status = message.position() + PREFIX;
    if (status + 1 >= message.limit() || message.get(status) != STATUS) {
      return true;
    }
    boolean empty = message.get(status + 1) == 0;
    return empty || message.get(status + 2) != CODE || message.get(status + 3) == 0;
  }
}
