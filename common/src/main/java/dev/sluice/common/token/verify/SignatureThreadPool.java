package dev.sluice.common.token.verify;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.sluice.common.token.jws.TokenError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pool of threads for signatures, so that tokens in the cache never wait for a verification. It
 * rejects verifications when its queue is full. While most signatures are forged, each thread works
 * only a quarter of the time, which bounds the cost of a flood of forgeries.
 *
 * <p>A thread verifies queued signatures for at most a millisecond, then delivers all results.
 * Results for the same executor are delivered together, so that an event loop wakes up once for
 * them.
 */
public final class SignatureThreadPool implements SignatureExecutor, AutoCloseable {
  private static final int MOST_WAITING = 1_024;
  private static final int MAX_BATCH = 32;
  private static final long MAX_BATCH_NANOS = Duration.ofMillis(1).toNanos();
  private static final long LONGEST_WAIT = Duration.ofMillis(400).toNanos();
  private static final VerificationResult.Rejected BUSY =
      new VerificationResult.Rejected(TokenError.BUSY);

  private final BlockingQueue<SignatureJob> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder rejected = new LongAdder();
  private final Supplier<Executor> executor;
  private final List<Thread> threads;

  /**
   * Starts the threads.
   *
   * @param executor returns on the calling thread the executor for its result
   */
  public SignatureThreadPool(int threads, Supplier<Executor> executor) {
    this.executor = executor;
    Thread.Builder builder = Thread.ofPlatform().daemon().name("signatures-", 0);
    this.threads = IntStream.range(0, threads).mapToObj(i -> builder.start(this::run)).toList();
  }

  /** Returns the number of queued verifications. */
  public int queued() {
    return queue.size();
  }

  /** Returns the number of verifications that the queue rejected or that waited too long. */
  public long rejected() {
    return rejected.sum();
  }

  @Override
  public VerificationResult submit(Supplier<VerificationResult.Completed> signature) {
    SignatureJob job =
        new SignatureJob(signature, System.nanoTime() + LONGEST_WAIT, executor.get());
    if (queue.offer(job)) {
      return new VerificationResult.Pending(job.answer());
    }
    rejected.increment();
    return BUSY;
  }

  private void run() {
    ForgeryThrottle rest = new ForgeryThrottle();
    List<FinishedJob> answers = new ArrayList<>(MAX_BATCH);
    try {
      while (true) {
        turn(queue.take(), answers, rest);
        answer(answers);
        answers.clear();
        rest.pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn(SignatureJob first, List<FinishedJob> answers, ForgeryThrottle rest) {
    long begin = System.nanoTime();
    long now = begin;
    @Nullable SignatureJob next = first;
    while (next != null) {
      answers.add(new FinishedJob(next.executor(), answer(next, now, rest)));
      now = System.nanoTime();
      boolean more = answers.size() < MAX_BATCH && now - begin < MAX_BATCH_NANOS;
      next = more ? queue.poll() : null;
    }
  }

  private Runnable answer(SignatureJob job, long start, ForgeryThrottle rest) {
    CompletableFuture<VerificationResult.Completed> answer = job.answer();
    if (start - job.until() > 0) {
      rejected.increment();
      return () -> answer.complete(BUSY);
    }
    try {
      VerificationResult.Completed result = job.signature().get();
      rest.record(result, System.nanoTime() - start);
      return () -> answer.complete(result);
    } catch (RuntimeException e) {
      return () -> answer.completeExceptionally(e);
    }
  }

  private static void answer(List<FinishedJob> answers) {
    answers.stream()
        .collect(groupingBy(FinishedJob::executor, mapping(FinishedJob::delivery, toList())))
        .forEach(SignatureThreadPool::deliver);
  }

  private static void deliver(Executor executor, List<Runnable> answers) {
    try {
      executor.execute(() -> answers.forEach(Runnable::run));
    } catch (RejectedExecutionException e) {
      // The event loop has ended, so it has no calls that wait.
      answers.forEach(Runnable::run);
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }

  /** A verification that must start before {@code until}. */
  private record SignatureJob(
      Supplier<VerificationResult.Completed> signature,
      long until,
      Executor executor,
      CompletableFuture<VerificationResult.Completed> answer) {
    SignatureJob(Supplier<VerificationResult.Completed> signature, long until, Executor executor) {
      this(signature, until, executor, new CompletableFuture<>());
    }
  }

  private record FinishedJob(Executor executor, Runnable delivery) {}
}
