package dev.sluice.common.grpc;

import io.grpc.netty.shaded.io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * How many bytes are read from a connection at once, before what they ask for is done and answered:
 * few, so that whoever sent them goes on with the first answers meanwhile, but many where one large
 * body comes, whose frames would all be cut in two.
 */
final class GrowingReadAllocator extends DefaultMaxMessagesRecvByteBufAllocator {
  /**
   * So many reads in a row have been filled before more is read at once: more than some dozens of
   * small requests that came together fill, which would then be answered together as well.
   */
  private static final int FILLED = 16;

  private final int usual;
  private final int most;

  GrowingReadAllocator(int usual, int most) {
    super(1);
    this.usual = usual;
    this.most = most;
  }

  // Netty has no other name for it.
  @SuppressWarnings("deprecation")
  @Override
  public Handle newHandle() {
    return new Reads();
  }

  /** Those of one connection. */
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
