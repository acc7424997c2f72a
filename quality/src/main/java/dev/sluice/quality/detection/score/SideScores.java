package dev.sluice.quality.detection.score;

import java.util.List;

/**
 * The figures of a detector on a side.
 *
 * @param kinds the figures of each kind, and last those of findings without a kind
 * @param leaks leaked values, by generator
 * @param masked texts without a value that have a finding, by generator
 * @param families the same by family
 * @param evasions leaked values in the forms of each family
 * @param errors all errors on the tuning side, none on the test side
 */
public record SideScores(
    List<SideKindScore> kinds,
    List<ShareCount> leaks,
    List<ShareCount> masked,
    List<ShareCount> families,
    List<ShareCount> evasions,
    List<DetectionError> errors) {

  public SideScores {
    kinds = List.copyOf(kinds);
    leaks = List.copyOf(leaks);
    masked = List.copyOf(masked);
    families = List.copyOf(families);
    evasions = List.copyOf(evasions);
    errors = List.copyOf(errors);
  }

  /** Returns the sum of all kinds. A text with findings of several kinds counts once. */
  public SideKindScore total() {
    return new SideKindScore(
        "total",
        kinds.stream().mapToInt(SideKindScore::values).sum(),
        kinds.stream().mapToInt(SideKindScore::found).sum(),
        kinds.stream().mapToInt(SideKindScore::leaked).sum(),
        kinds.stream().mapToInt(SideKindScore::falseFindings).sum(),
        total(masked).part());
  }

  /** Returns the sum of some rows. */
  public static ShareCount total(List<ShareCount> rows) {
    return new ShareCount(
        "total",
        rows.stream().mapToInt(ShareCount::part).sum(),
        rows.stream().mapToInt(ShareCount::whole).sum());
  }
}
