package dev.sluice.e2e.stack;

import java.time.Duration;

/** A listener for the parts of an environment that become ready. */
public interface StartProgressListener {

  /** A listener that ignores all events. */
  StartProgressListener SILENT = (part, where, took) -> {};

  void onReady(String part, String where, Duration took);
}
