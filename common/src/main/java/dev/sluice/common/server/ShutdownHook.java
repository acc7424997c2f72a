package dev.sluice.common.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A shutdown hook that converts SIGTERM and SIGINT into a stop request and waits until the parts
 * are closed. The process then exits with its own code instead of the signal's.
 */
final class ShutdownHook {
  private static final int LONGEST_CLOSE_SECONDS = 60;

  private final Runnable stop;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int code = ServerProcess.FAILED;

  private ShutdownHook(Runnable stop) {
    this.stop = stop;
  }

  static ShutdownHook install(Runnable stop) {
    ShutdownHook hook = new ShutdownHook(stop);
    Runtime.getRuntime().addShutdownHook(new Thread(hook::onShutdown, "shutdown"));
    return hook;
  }

  /** Reports that all parts are closed, with the exit code. */
  void finished(int code) {
    this.code = code;
    finished.countDown();
  }

  private void onShutdown() {
    if (finished.getCount() == 0) {
      return;
    }
    stop.run();
    try {
      if (!finished.await(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("sluice: not closed within " + LONGEST_CLOSE_SECONDS + " s, ends now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(code);
  }
}
