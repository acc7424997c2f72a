package dev.sluice.bench.scan;

import dev.sluice.bench.frame.BenchVariant;

/** A way to search a text. */
public enum ScanEngine implements BenchVariant {
  FLOOR("byte-class table pass"),
  RECOGNIZERS("25 recognizers"),
  POLICY("full shipped policy");

  private final String title;

  ScanEngine(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  /** Compiles the patterns. */
  ScanPass open(byte[] text) {
    return switch (this) {
      case FLOOR -> new TablePass(text);
      case RECOGNIZERS -> new RecognizerPass(text);
      case POLICY -> new PolicyPass(text);
    };
  }
}
