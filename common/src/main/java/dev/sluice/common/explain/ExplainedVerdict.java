package dev.sluice.common.explain;

import java.util.Locale;

/** The verdicts of steps and checks. */
public enum ExplainedVerdict {
  PASSED,
  /** The check denies the request. */
  DENIED,
  /** The rule would deny the request, but it is in shadow mode. */
  SHADOW,
  /** The rule does not apply to the request. */
  OUT_OF_SCOPE,
  /** An earlier check decided. */
  NOT_REACHED,
  /** The facts are not at hand, such as counters or rows. */
  NOT_KNOWN,
  /** A body has a value that a rule found. */
  FOUND,
  /** A fact that decides nothing. */
  NOTED;

  /** Returns the form in documents. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ExplainedVerdict of(String label) {
    for (ExplainedVerdict verdict : values()) {
      if (verdict.label().equals(label)) {
        return verdict;
      }
    }
    // A later server may know more verdicts.
    return NOTED;
  }
}
