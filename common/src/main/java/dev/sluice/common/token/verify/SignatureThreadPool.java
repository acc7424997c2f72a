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
 * Checks signatures on threads of its own, so that tokens that are known never wait for one that is
 * not. What finds no room is turned away. While most of what comes is forged, each thread works a
 * quarter of its time: whoever floods a server with forgeries buys no more of it than that.
 *
 * <p>A thread checks what waits, for a millisecond at most, then answers all of it: each question
 * where it was asked, those of one place together, so that an event loop is woken once for them.
 */
public final class SignatureThreadPool implements SignatureExecutor, AutoCloseable {
  private static final int MOST_WAITING = 1_024;
  private static final int MOST_TOGETHER = 32;
  private static final long LONGEST_TURN = Duration.ofMillis(1).toNanos();
  private static final long LONGEST_WAIT = Duration.ofMillis(400).toNanos();
  private static final VerificationResult.Rejected BUSY =
      new VerificationResult.Rejected(TokenError.BUSY);

  private final BlockingQueue<SignatureJob> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder rejected = new LongAdder();
  private final Supplier<Executor> place;
  private final List<Thread> threads;

  /**
   * Starts its threads.
   *
   * @param place tells on the asking thread who is to run what waits for the answer
   */
  public SignatureThreadPool(int threads, Supplier<Executor> place) {
    this.place = place;
    Thread.Builder builder = Thread.ofPlatform().daemon().name("signatures-", 0);
    this.threads = IntStream.range(0, threads).mapToObj(i -> builder.start(this::run)).toList();
  }

  /** How many wait. */
  public int queued() {
    return queue.size();
  }

  /** How many found no room, or waited too long. */
  public long rejected() {
    return rejected.sum();
  }

  @Override
  public VerificationResult submit(Supplier<VerificationResult.Completed> signature) {
    SignatureJob question =
        new SignatureJob(signature, System.nanoTime() + LONGEST_WAIT, place.get());
    if (queue.offer(question)) {
      return new VerificationResult.Pending(question.answer());
    }
    rejected.increment();
    return BUSY;
  }

  private void run() {
    ForgeryThrottle rest = new ForgeryThrottle();
    List<FinishedJob> answers = new ArrayList<>(MOST_TOGETHER);
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
      answers.add(new FinishedJob(next.place(), answer(next, now, rest)));
      now = System.nanoTime();
      boolean more = answers.size() < MOST_TOGETHER && now - begin < LONGEST_TURN;
      next = more ? queue.poll() : null;
    }
  }

  private Runnable answer(SignatureJob question, long start, ForgeryThrottle rest) {
    CompletableFuture<VerificationResult.Completed> answer = question.answer();
    if (start - question.until() > 0) {
      rejected.increment();
      return () -> answer.complete(BUSY);
    }
    try {
      VerificationResult.Completed settled = question.signature().get();
      rest.record(settled, System.nanoTime() - start);
      return () -> answer.complete(settled);
    } catch (RuntimeException e) {
      return () -> answer.completeExceptionally(e);
    }
  }

  private static void answer(List<FinishedJob> answers) {
    answers.stream()
        .collect(groupingBy(FinishedJob::place, mapping(FinishedJob::told, toList())))
        .forEach(SignatureThreadPool::tell);
  }

  private static void tell(Executor place, List<Runnable> answers) {
    try {
      place.execute(() -> answers.forEach(Runnable::run));
    } catch (RejectedExecutionException e) {
      // An event loop that has ended has no calls left that wait.
      answers.forEach(Runnable::run);
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }

  /** A signature to check before {@code until}. */
  private record SignatureJob(
      Supplier<VerificationResult.Completed> signature,
      long until,
      Executor place,
      CompletableFuture<VerificationResult.Completed> answer) {
    SignatureJob(Supplier<VerificationResult.Completed> signature, long until, Executor place) {
      this(signature, until, place, new CompletableFuture<>());
    }
  }

  private record FinishedJob(Executor place, Runnable told) {}
}
