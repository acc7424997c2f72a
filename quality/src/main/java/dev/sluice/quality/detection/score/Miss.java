package dev.sluice.quality.detection.score;

/**
 * One place where a detector was wrong.
 *
 * @param kind the kind whose figures it counts in
 * @param excerpt the text around, as {@link Excerpt} shows it
 */
public record Miss(Type type, String kind, String sample, String excerpt) {

  /** In what way. */
  public enum Type {
    /** A value of which something stays readable. */
    LEAKED,
    /** A value that is hidden, but not by a finding of its kind. */
    MISTYPED,
    /** A finding where there is nothing. */
    FALSE_FINDING,
    /** A value written to be missed of which something stays readable. */
    EVADED
  }
}
