package dev.sluice.quality.detection.score;

/**
 * An error of a detector.
 *
 * @param kind the kind in whose figures it counts
 * @param excerpt the text around, as {@link TextExcerpt} writes it
 */
public record DetectionError(Type type, String kind, String sample, String excerpt) {

  /** The type of an error. */
  public enum Type {
    /** An entity of which a part stays readable. */
    LEAKED,
    /** An entity that only findings of other kinds cover. */
    MISTYPED,
    /** A finding in a place without an entity. */
    FALSE_FINDING,
    /** An entity of the evasion set of which a part stays readable. */
    EVADED
  }
}
