package dev.sluice.quality.corpus;

import java.util.Locale;

/** The purpose of a sample. */
public enum SampleSet {
  /** Values in their usual form. */
  ENTITY,
  /** Texts without a value that look as if they had one. */
  NEGATIVE,
  /** Values in a form that naive patterns miss. */
  EVASION,
  /** Ordinary prose, code and logs without a value. */
  CLEAN;

  /** Returns the name in the ids of samples. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
