package dev.sluice.extproc.recognizer;

import java.util.Locale;

/** The confidence of a recognizer in its findings, from the lowest. */
public enum Confidence {
  LOW,
  MEDIUM,
  HIGH;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Returns the name in policies and reports. */
  public String label() {
    return label;
  }
}
