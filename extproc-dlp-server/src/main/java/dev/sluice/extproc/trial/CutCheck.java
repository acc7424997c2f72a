package dev.sluice.extproc.trial;

import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * A check that the result of an inspection does not depend on how the body is cut into chunks.
 *
 * @param cuts the number of places at which the body was cut
 * @param runs the number of inspections
 * @param complete true if every byte position was a cut, and single bytes were chunks
 * @param differing the first cut with another result; 0 for chunks of one byte
 */
public record CutCheck(int cuts, int runs, boolean complete, OptionalInt differing) {

  /** Inspects a body at every cut. */
  public static CutCheck every(BodyRun.Subject subject, BodyRun whole) {
    return of(subject, whole, Integer.MAX_VALUE, () -> false);
  }

  /**
   * Inspects a body at cuts that are spread over it, and in chunks of one byte. It stops at the
   * first other result.
   *
   * @param whole the result for the body in one chunk
   * @param most the most places for cuts
   * @param stop returns true when the time is over, so that no inspection may begin
   */
  public static CutCheck of(
      BodyRun.Subject subject, BodyRun whole, int most, BooleanSupplier stop) {
    int places = Math.max(0, subject.bytes().size() - 1);
    int cuts = Math.min(places, most);
    for (int i = 0; i < cuts; i++) {
      if (stop.getAsBoolean()) {
        return new CutCheck(i, i, false, OptionalInt.empty());
      }
      int at = 1 + (int) ((long) i * places / cuts);
      if (!subject.run(at).equals(whole)) {
        return new CutCheck(i + 1, i + 1, false, OptionalInt.of(at));
      }
    }
    if (places == 0) {
      return new CutCheck(0, 0, true, OptionalInt.empty());
    }
    if (stop.getAsBoolean()) {
      return new CutCheck(cuts, cuts, false, OptionalInt.empty());
    }
    boolean same = subject.runBytewise().equals(whole);
    return new CutCheck(
        cuts, cuts + 1, cuts == places, same ? OptionalInt.empty() : OptionalInt.of(0));
  }
}
