package dev.sluice.extproc.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one stream, one thing at a time and in its order, and nobody waits: who finds
 * another thread at it leaves the thing to that one.
 */
final class Mailbox {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;

  void run(Runnable thing) {
    if (begin(thing)) {
      runAll(thing);
    }
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

  private synchronized @Nullable Runnable next() {
    Runnable next = waiting.poll();
    busy = next != null;
    return next;
  }
}
