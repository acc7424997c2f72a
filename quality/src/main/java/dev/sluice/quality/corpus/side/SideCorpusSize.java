package dev.sluice.quality.corpus.side;

/**
 * The numbers of texts of a side.
 *
 * @param perKind texts with a value, for each kind
 * @param ordinary texts without a value
 * @param perFamily evasions, for each family
 */
public record SideCorpusSize(int perKind, int ordinary, int perFamily) {
  /** The number of texts of each kind in the published figures. */
  public static final int DEFAULT_PER_KIND = 160;

  public SideCorpusSize {
    if (perKind < 1) {
      throw new IllegalArgumentException("--per-kind must be positive");
    }
  }

  /** Returns the numbers in the usual proportion. */
  public static SideCorpusSize of(int perKind) {
    return new SideCorpusSize(perKind, 25 * perKind, (perKind * 5 + 7) / 8);
  }
}
