package dev.sluice.common.token.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.jws.TokenError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignatureThreadPoolTest {
  private static final VerificationResult.Completed GOOD =
      new VerificationResult.Rejected(TokenError.EXPIRED);

  private final SignatureThreadPool lane = new SignatureThreadPool(1, () -> Runnable::run);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  @AfterEach
  void close() {
    mayGoOn.countDown();
    lane.close();
  }

  @Test
  void submit_job_runsOnOtherThread() {
    Thread[] worker = new Thread[1];
    assertEquals(
        GOOD,
        waiting(
                lane.submit(() -> {
                  worker[0] = Thread.currentThread();
                  return GOOD;
                }))
            .join());
    assertNotSame(Thread.currentThread(), worker[0]);
  }

  @Test
  void submit_fullQueue_isRejected() {
    List<CompletableFuture<VerificationResult.Completed>> taken = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < 1_200; i++) {
      switch (lane.submit(this::slow)) {
        case VerificationResult.Pending(var answer) -> taken.add(answer);
        case VerificationResult.Rejected(TokenError fault) -> {
          assertEquals(TokenError.BUSY, fault);
          refused++;
        }
        case VerificationResult.Verified v -> throw new AssertionError(v);
      }
    }
    assertTrue(refused >= 1_200 - 1_024 - 1, "one is worked at, so many may wait");
    assertEquals(refused, lane.rejected());
    mayGoOn.countDown();
    taken.forEach(CompletableFuture::join);
    assertEquals(0, lane.queued());
  }

  @Test
  void submit_failingJob_continues() {
    var failed =
        waiting(
            lane.submit(() -> {
              throw new IllegalStateException("no provider");
            }));
    assertThrows(CompletionException.class, failed::join);
    assertEquals(GOOD, waiting(lane.submit(() -> GOOD)).join());
  }

  private VerificationResult.Completed slow() {
    try {
      mayGoOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return GOOD;
  }

  private static CompletableFuture<VerificationResult.Completed> waiting(
      VerificationResult verification) {
    return assertInstanceOf(VerificationResult.Pending.class, verification).result();
  }
}
