package dev.sluice.bench.check.load;

import dev.sluice.bench.load.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Asks several servers in turn at an even pace. What one of them could not answer is asked again,
 * of another where there is one, until it is answered.
 */
public final class FailoverLoad {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long TICK = Duration.ofMillis(1).toNanos();

  /** So many callers wait; further ones come when some have their answer. */
  private static final int MOST_OPEN = 256;

  /** What is told of each answer, on the thread that runs the load. */
  public interface Answers {
    void answered(Question question, boolean allowed);
  }

  private final Loop loop;
  private final List<Replica> replicas;
  private final Supplier<Question> questions;
  private final Answers answers;
  private final Queue<Question> waiting = new ArrayDeque<>();
  private long begun;
  private long asked;
  private int open;
  private final AtomicLong again = new AtomicLong();
  private volatile boolean stopped;

  /** A load on servers of this machine. */
  public FailoverLoad(
      Loop loop, List<Integer> ports, Supplier<Question> questions, Answers answers) {
    this.loop = loop;
    this.questions = questions;
    this.answers = answers;
    this.replicas = ports.stream().map(port -> new Replica(loop, port, this)).toList();
  }

  /** Asks so many times a second until it is stopped and all is answered. */
  public void run(int perSecond) {
    begun = System.nanoTime();
    tick(perSecond);
    loop.runUntil(() -> stopped && open == 0);
    replicas.forEach(Replica::close);
  }

  /** Ends it, from any thread. */
  public void stop() {
    stopped = true;
  }

  /** How many checks were asked another time. */
  public long again() {
    return again.get();
  }

  private void tick(int perSecond) {
    long now = System.nanoTime();
    List<Replica> there = replicas.stream().filter(replica -> replica.connected(now)).toList();
    if (!there.isEmpty()) {
      askAgain(there);
      askNew(there, (now - begun) * perSecond / SECOND + 1);
      there.forEach(Replica::flush);
    }
    if (!stopped || open > 0) {
      loop.at(now + TICK, () -> tick(perSecond));
    }
  }

  private void askAgain(List<Replica> there) {
    List<Question> left = new ArrayList<>(waiting);
    waiting.clear();
    for (int i = 0; i < left.size(); i++) {
      there.get(i % there.size()).ask(left.get(i));
    }
  }

  /** A pace that could not be kept is not made up for. */
  private void askNew(List<Replica> there, long due) {
    for (; asked < due; asked++) {
      if (!stopped && open < MOST_OPEN) {
        open++;
        there.get((int) (asked % there.size())).ask(questions.get());
      }
    }
  }

  void answered(Question question, boolean allowed) {
    open--;
    answers.answered(question, allowed);
  }

  void failed(Question question) {
    again.incrementAndGet();
    waiting.add(question);
  }
}
