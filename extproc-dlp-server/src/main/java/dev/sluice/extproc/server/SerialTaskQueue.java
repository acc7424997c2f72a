package dev.sluice.extproc.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A queue that runs the tasks of one stream in order, one at a time, without blocking. A thread
 * that finds another thread at work leaves its task to that thread. Slow tasks run only on the slow
 * executor.
 */
final class SerialTaskQueue {
  private final Executor slowLane;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private @Nullable Runnable slow;
  private boolean busy;
  private boolean inLane;

  SerialTaskQueue(Executor slowLane) {
    this.slowLane = slowLane;
  }

  void execute(Runnable task) {
    if (begin(task)) {
      runAll(task);
    }
  }

  /**
   * Schedules a slow task after all waiting tasks; called from a task. There is at most one slow
   * task at a time.
   */
  synchronized void executeSlow(Runnable task) {
    slow = task;
  }

  private synchronized boolean begin(Runnable task) {
    if (busy) {
      waiting.add(task);
      return false;
    }
    busy = true;
    return true;
  }

  /** Runs a task and those that wait; a task that throws does not stop the others. */
  private void runAll(Runnable first) {
    Runnable task = first;
    try {
      while (task != null) {
        task.run();
        task = next();
      }
    } finally {
      if (task != null) {
        Runnable rest = next();
        if (rest != null) {
          runAll(rest);
        }
      }
    }
  }

  private @Nullable Runnable next() {
    boolean handOver;
    synchronized (this) {
      Runnable next = waiting.poll();
      if (next != null) {
        return next;
      }
      busy = false;
      handOver = slow != null && !inLane;
      inLane |= handOver;
    }
    if (handOver) {
      slowLane.execute(this::runSlow);
    }
    return null;
  }

  private void runSlow() {
    Runnable task = beginSlow();
    if (task != null) {
      runAll(task);
    }
  }

  /**
   * Returns the slow task; null while another thread works, which schedules it again at its end.
   */
  private synchronized @Nullable Runnable beginSlow() {
    inLane = false;
    if (busy) {
      return null;
    }
    busy = true;
    Runnable task = slow;
    slow = null;
    return task;
  }
}
