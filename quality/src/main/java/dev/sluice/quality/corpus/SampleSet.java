package dev.sluice.quality.corpus;

import java.util.Locale;

/** What a sample is there to show. */
public enum SampleSet {
  /** Values as they are written in good faith. */
  ENTITY,
  /** Nothing, in texts that look as if there were something. */
  NEGATIVE,
  /** Values written so that naive patterns miss them. */
  EVASION,
  /** Nothing, in ordinary prose, code and logs. */
  CLEAN;

  /** The name in the ids of samples. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
