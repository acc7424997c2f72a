package dev.sluice.bench.scan.text;

/** What a text is written in. */
public enum Language {
  MIXED(0.55),
  KOREAN(1),
  ENGLISH(0);

  private final double korean;

  Language(double korean) {
    this.korean = korean;
  }

  /** The share of bytes that are Hangul which messages are chosen to come near to. */
  double korean() {
    return korean;
  }
}
