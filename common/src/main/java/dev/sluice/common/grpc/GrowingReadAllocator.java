package dev.sluice.common.grpc;

import io.grpc.netty.shaded.io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * The policy for the size of reads from a connection before their calls are processed. Reads are
 * small at first, so that a sender receives the first responses early. They grow for a large body,
 * whose frames would otherwise be split.
 */
final class GrowingReadAllocator extends DefaultMaxMessagesRecvByteBufAllocator {
  /**
   * The number of consecutive full reads before reads grow. It exceeds a few dozen small requests
   * that arrive together, which should not be answered together.
   */
  private static final int FILLED = 16;

  private final int usual;
  private final int most;

  GrowingReadAllocator(int usual, int most) {
    super(1);
    this.usual = usual;
    this.most = most;
  }

  // The superclass is deprecated, but Netty offers no other one.
  @SuppressWarnings("deprecation")
  @Override
  public Handle newHandle() {
    return new Reads();
  }

  /** The read size of one connection. */
  private final class Reads extends MaxMessageHandle {
    private int filled;

    @Override
    public int guess() {
      return filled < FILLED ? usual : most;
    }

    @Override
    public void lastBytesRead(int bytes) {
      super.lastBytesRead(bytes);
      filled = bytes > 0 && bytes == attemptedBytesRead() ? filled + 1 : 0;
    }
  }
}
