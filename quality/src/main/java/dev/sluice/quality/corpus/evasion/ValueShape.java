package dev.sluice.quality.corpus.evasion;

/** The shape of a value, which decides the evasions that make sense for it. */
public enum ValueShape {
  /** Every shape. */
  ANY,
  /** Mostly digits. */
  NUMBER,
  /** Letters, digits and signs. */
  TEXT
}
