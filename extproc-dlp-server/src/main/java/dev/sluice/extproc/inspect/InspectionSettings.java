package dev.sluice.extproc.inspect;

/**
 * How the bodies of one exchange are inspected.
 *
 * @param incremental whether event streams are inspected at all
 * @param maxBufferBytes the most that an event stream may hold back before it ends in {@link
 *     Verdict.Overflow}
 */
public record InspectionSettings(boolean incremental, int maxBufferBytes) {
  public InspectionSettings {
    if (maxBufferBytes <= 0) {
      throw new IllegalArgumentException("maxBufferBytes must be positive");
    }
  }
}
