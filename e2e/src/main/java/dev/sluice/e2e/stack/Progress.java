package dev.sluice.e2e.stack;

import java.time.Duration;

/** Is told of every part of an environment as it becomes ready. */
public interface Progress {

  /** Says nothing. */
  Progress SILENT = (part, where, took) -> {};

  void ready(String part, String where, Duration took);
}
