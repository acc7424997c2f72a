package dev.sluice.e2e.stack;

import java.nio.file.Path;
import java.time.Duration;

/** A listener for parts of an environment that become ready, end and restart. */
public interface StartProgressListener {

  /** A listener that ignores all events. */
  StartProgressListener SILENT = (part, where, took) -> {};

  void onReady(String part, String where, Duration took);

  /** Reports that a part ended by itself and is being restarted. */
  default void ended(String part, String where, String how, Path log) {}

  /** Reports that a part that had ended is ready again. */
  default void back(String part, String where, Duration took) {}

  /** Reports that a part that had ended is not ready. */
  default void failed(String part, String why) {}
}
