package dev.sluice.common.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.netty.shaded.io.netty.channel.RecvByteBufAllocator.Handle;
import org.junit.jupiter.api.Test;

// The type is deprecated, but Netty offers no other one.
@SuppressWarnings("deprecation")
class GrowingReadAllocatorTest {
  private final Handle reads = new GrowingReadAllocator(16, 64).newHandle();

  @Test
  void reads_consecutiveFull_grow() {
    for (int i = 0; i < 16; i++) {
      assertEquals(16, read(16));
    }
    assertEquals(64, read(64));
    assertEquals(64, read(63));
    assertEquals(16, reads.guess());
  }

  @Test
  void reads_interrupted_doNotGrow() {
    for (int i = 0; i < 100; i++) {
      assertEquals(16, read(i % 16 == 0 ? 15 : 16));
    }
  }

  /** A read without data, or at the end of the connection, is not full. */
  @Test
  void reads_ofNothing_doNotGrow() {
    for (int i = 0; i < 100; i++) {
      assertEquals(16, read(i % 2 - 1));
    }
  }

  private int read(int bytes) {
    int asked = reads.guess();
    reads.attemptedBytesRead(asked);
    reads.lastBytesRead(bytes);
    return asked;
  }
}
