package dev.sluice.extproc.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one stream, one thing at a time and in its order, and nobody waits: who finds
 * another thread at it leaves the thing to that one. Only what takes long is never left to others:
 * the slow lane does it.
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

  void execute(Runnable thing) {
    if (begin(thing)) {
      runAll(thing);
    }
  }

  /**
   * Has the slow lane do the thing, when all others that wait have been done; called from within
   * one of them. There is one such thing at a time.
   */
  synchronized void executeSlow(Runnable thing) {
    slow = thing;
  }

  private synchronized boolean begin(Runnable thing) {
    if (busy) {
      waiting.add(thing);
      return false;
    }
    busy = true;
    return true;
  }

  /** A thing that fails keeps nothing behind it from being done. */
  private void runAll(Runnable first) {
    Runnable thing = first;
    try {
      while (thing != null) {
        thing.run();
        thing = next();
      }
    } finally {
      if (thing != null) {
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
    Runnable thing = beginSlow();
    if (thing != null) {
      runAll(thing);
    }
  }

  /** Null where another thread is at the stream: when it is done it asks the lane again. */
  private synchronized @Nullable Runnable beginSlow() {
    inLane = false;
    if (busy) {
      return null;
    }
    busy = true;
    Runnable thing = slow;
    slow = null;
    return thing;
  }
}
