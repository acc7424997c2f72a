package dev.sluice.common.token;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Checks signatures on threads of its own, so that tokens that are known never wait for one that is
 * not. What finds no room is turned away. While most of what comes is forged, each thread works a
 * quarter of its time: whoever floods a server with forgeries buys no more of it than that.
 */
public final class SignatureLane implements SignatureChecks, AutoCloseable {
  private static final int MOST_WAITING = 1_024;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(400);
  private static final Verification.Refused BUSY = new Verification.Refused(TokenFault.BUSY);

  private final ThreadPoolExecutor threads;
  private final ThreadLocal<Rest> rest = ThreadLocal.withInitial(Rest::new);
  private final LongAdder turnedAway = new LongAdder();

  /** Starts its threads when they are needed. */
  public SignatureLane(int threads) {
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("signatures-", 0).factory());
  }

  /** How many wait. */
  public int waiting() {
    return threads.getQueue().size();
  }

  /** How many found no room, or waited too long. */
  public long turnedAway() {
    return turnedAway.sum();
  }

  @Override
  public Verification check(Supplier<Verification.Settled> signature) {
    CompletableFuture<Verification.Settled> answer = new CompletableFuture<>();
    long until = System.nanoTime() + LONGEST_WAIT.toNanos();
    try {
      threads.execute(() -> work(signature, until, answer));
      return new Verification.Waiting(answer);
    } catch (RejectedExecutionException e) {
      turnedAway.increment();
      return BUSY;
    }
  }

  private void work(
      Supplier<Verification.Settled> signature,
      long until,
      CompletableFuture<Verification.Settled> answer) {
    long start = System.nanoTime();
    if (start - until > 0) {
      turnedAway.increment();
      answer.complete(BUSY);
      return;
    }
    try {
      Verification.Settled settled = signature.get();
      rest.get().worked(settled, System.nanoTime() - start);
      answer.complete(settled);
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
    rest.get().take();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
