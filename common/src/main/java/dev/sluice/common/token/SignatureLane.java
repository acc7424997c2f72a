package dev.sluice.common.token;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

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
public final class SignatureLane implements SignatureChecks, AutoCloseable {
  private static final int MOST_WAITING = 1_024;
  private static final int MOST_TOGETHER = 32;
  private static final long LONGEST_TURN = Duration.ofMillis(1).toNanos();
  private static final long LONGEST_WAIT = Duration.ofMillis(400).toNanos();
  private static final Verification.Refused BUSY = new Verification.Refused(TokenFault.BUSY);

  private final BlockingQueue<Question> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder turnedAway = new LongAdder();
  private final Supplier<Executor> place;
  private final List<Thread> threads;

  /**
   * Starts its threads.
   *
   * @param place tells on the asking thread who is to run what waits for the answer
   */
  public SignatureLane(int threads, Supplier<Executor> place) {
    this.place = place;
    Thread.Builder builder = Thread.ofPlatform().daemon().name("signatures-", 0);
    this.threads = IntStream.range(0, threads).mapToObj(i -> builder.start(this::run)).toList();
  }

  /** How many wait. */
  public int waiting() {
    return queue.size();
  }

  /** How many found no room, or waited too long. */
  public long turnedAway() {
    return turnedAway.sum();
  }

  @Override
  public Verification check(Supplier<Verification.Settled> signature) {
    Question question = new Question(signature, System.nanoTime() + LONGEST_WAIT, place.get());
    if (queue.offer(question)) {
      return new Verification.Waiting(question.answer());
    }
    turnedAway.increment();
    return BUSY;
  }

  private void run() {
    Rest rest = new Rest();
    List<Answer> answers = new ArrayList<>(MOST_TOGETHER);
    try {
      while (true) {
        turn(queue.take(), answers, rest);
        answer(answers);
        answers.clear();
        rest.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn(Question first, List<Answer> answers, Rest rest) {
    long begin = System.nanoTime();
    long now = begin;
    @Nullable Question next = first;
    while (next != null) {
      answers.add(new Answer(next.place(), answer(next, now, rest)));
      now = System.nanoTime();
      boolean more = answers.size() < MOST_TOGETHER && now - begin < LONGEST_TURN;
      next = more ? queue.poll() : null;
    }
  }

  private Runnable answer(Question question, long start, Rest rest) {
    CompletableFuture<Verification.Settled> answer = question.answer();
    if (start - question.until() > 0) {
      turnedAway.increment();
      return () -> answer.complete(BUSY);
    }
    try {
      Verification.Settled settled = question.signature().get();
      rest.worked(settled, System.nanoTime() - start);
      return () -> answer.complete(settled);
    } catch (RuntimeException e) {
      return () -> answer.completeExceptionally(e);
    }
  }

  private static void answer(List<Answer> answers) {
    answers.stream()
        .collect(groupingBy(Answer::place, mapping(Answer::told, toList())))
        .forEach(SignatureLane::tell);
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
  private record Question(
      Supplier<Verification.Settled> signature,
      long until,
      Executor place,
      CompletableFuture<Verification.Settled> answer) {
    Question(Supplier<Verification.Settled> signature, long until, Executor place) {
      this(signature, until, place, new CompletableFuture<>());
    }
  }

  private record Answer(Executor place, Runnable told) {}
}
