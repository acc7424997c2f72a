package dev.sluice.bench.text;

/** The language of a text. */
public enum TextLanguage {
  MIXED(0.55),
  KOREAN(1),
  ENGLISH(0);

  private final double korean;

  TextLanguage(double korean) {
    this.korean = korean;
  }

  /** Returns the share of bytes that should be Hangul. */
  double korean() {
    return korean;
  }
}
