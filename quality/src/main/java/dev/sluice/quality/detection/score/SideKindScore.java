package dev.sluice.quality.detection.score;

/**
 * The figures of one kind on a side, or of all kinds.
 *
 * @param values values in their usual form
 * @param found values that findings of their kind cover
 * @param leaked values with a readable letter or digit
 * @param falseFindings findings of the kind in a place without a value
 * @param masked texts without a value that have a finding of the kind
 */
public record SideKindScore(
    String name, int values, int found, int leaked, int falseFindings, int masked) {

  public double recall() {
    return new ShareCount(name, found, values).share();
  }

  /** Returns the share of values that leak. */
  public ShareCount leak() {
    return new ShareCount(name, leaked, values);
  }

  /** Returns the share of findings of the kind that are values, 1 without a finding. */
  public double precision() {
    int all = found + falseFindings;
    return all == 0 ? 1 : (double) found / all;
  }
}
