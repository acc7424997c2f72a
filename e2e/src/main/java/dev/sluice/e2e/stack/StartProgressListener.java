package dev.sluice.e2e.stack;

import java.time.Duration;

/** Is told of every part of an environment as it becomes ready. */
public interface StartProgressListener {

  /** Says nothing. */
  StartProgressListener SILENT = (part, where, took) -> {};

  void onReady(String part, String where, Duration took);
}
