package dev.sluice.controller.resources.push;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A scheduler whose time a test advances. */
final class FakeScheduler implements StreamScheduler {
  private final PriorityQueue<Due> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingInt(Due::number));
  private long now;
  private int scheduled;

  private record Due(long at, int number, Runnable task) {}

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    tasks.add(new Due(now + delay.toNanos(), scheduled++, task));
  }

  void pass(Duration duration) {
    long end = now + duration.toNanos();
    while (!tasks.isEmpty() && tasks.element().at() <= end) {
      Due due = tasks.remove();
      now = due.at();
      due.task().run();
    }
    now = end;
  }
}
