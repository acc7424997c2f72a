package dev.sluice.quality.corpus.side;

import java.util.Locale;

/** The purpose of a half of the corpora. No template and no public file is on both sides. */
public enum CorpusSide {
  /** The texts that an author of rules may read. */
  TUNING(0),
  /** The texts that rules are measured on. Nobody reads them to change a rule. */
  TEST(1);

  private final int variant;

  CorpusSide(int variant) {
    this.variant = variant;
  }

  /** Returns the name of the folder of its resources. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the variant of the evasions of this side. */
  int variant() {
    return variant;
  }

  /** Returns the side of a public file, by its name. */
  public static CorpusSide of(String file) {
    return (((file.hashCode() * 0x9e3779b9) >>> 16) & 1) == 0 ? TUNING : TEST;
  }
}
