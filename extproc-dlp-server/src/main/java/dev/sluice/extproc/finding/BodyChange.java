package dev.sluice.extproc.finding;

import java.util.Locale;

/** The difference that shadow rules would make to a body. */
public enum BodyChange {
  /** The body would be the same, with the same findings. */
  NONE,
  /** The body passed, and would have been rejected. */
  PASS_TO_BLOCK,
  /** The body was rejected, and would have passed up to the place where it was. */
  BLOCK_TO_PASS,
  /** The body passed, and would have passed with other bytes. */
  MASK_DIFFERENCE,
  /** The body would be the same, with other findings or another rule that rejects it. */
  FINDING_DIFFERENCE,
  /** The rules cannot be compared. */
  UNDECIDED;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the name in metrics and records, such as {@code pass-to-block}. */
  public String label() {
    return label;
  }
}
