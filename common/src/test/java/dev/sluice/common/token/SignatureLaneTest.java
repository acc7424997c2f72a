package dev.sluice.common.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignatureLaneTest {
  private static final Verification.Settled GOOD = new Verification.Refused(TokenFault.EXPIRED);

  private final SignatureLane lane = new SignatureLane(1, () -> Runnable::run);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  @AfterEach
  void close() {
    mayGoOn.countDown();
    lane.close();
  }

  @Test
  void check_onAnotherThread() {
    Thread[] worker = new Thread[1];
    assertEquals(
        GOOD,
        waiting(
                lane.check(() -> {
                  worker[0] = Thread.currentThread();
                  return GOOD;
                }))
            .join());
    assertNotSame(Thread.currentThread(), worker[0]);
  }

  @Test
  void check_moreThanMayWait_turnedAway() {
    List<CompletableFuture<Verification.Settled>> taken = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < 1_200; i++) {
      switch (lane.check(this::slow)) {
        case Verification.Waiting(var answer) -> taken.add(answer);
        case Verification.Refused(TokenFault fault) -> {
          assertEquals(TokenFault.BUSY, fault);
          refused++;
        }
        case Verification.Verified v -> throw new AssertionError(v);
      }
    }
    assertTrue(refused >= 1_200 - 1_024 - 1, "one is worked at, so many may wait");
    assertEquals(refused, lane.turnedAway());
    mayGoOn.countDown();
    taken.forEach(CompletableFuture::join);
    assertEquals(0, lane.waiting());
  }

  @Test
  void check_thatFails_tellsAndGoesOn() {
    var failed =
        waiting(
            lane.check(() -> {
              throw new IllegalStateException("no provider");
            }));
    assertThrows(CompletionException.class, failed::join);
    assertEquals(GOOD, waiting(lane.check(() -> GOOD)).join());
  }

  private Verification.Settled slow() {
    try {
      mayGoOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return GOOD;
  }

  private static CompletableFuture<Verification.Settled> waiting(Verification verification) {
    return assertInstanceOf(Verification.Waiting.class, verification).answer();
  }
}
