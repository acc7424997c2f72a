package dev.sluice.bench.scan.engine;

/** Something that searches texts. */
public enum Engine {
  FLOOR("byte-class table pass", false),
  RECOGNIZERS("25 recognizers", true),
  POLICY("full shipped policy", true),
  VECTORSCAN_ENDS("Vectorscan, ends only", true),
  VECTORSCAN_STARTS("Vectorscan, with starts", true),
  REGEX("java.util.regex", false),
  RE2J("RE2J", false);

  private final String title;
  private final boolean takesPieces;

  Engine(String title, boolean takesPieces) {
    this.title = title;
    this.takesPieces = takesPieces;
  }

  public String title() {
    return title;
  }

  /** Whether it goes on where a piece ends; others need the whole text at once. */
  public boolean takesPieces() {
    return takesPieces;
  }

  /** Whether it is measured for comparison only. */
  public boolean isPeer() {
    return switch (this) {
      case FLOOR, RECOGNIZERS, POLICY -> false;
      case VECTORSCAN_ENDS, VECTORSCAN_STARTS, REGEX, RE2J -> true;
    };
  }

  /** Compiles what it looks for and takes the text. */
  public Scan open(byte[] text) {
    return switch (this) {
      case FLOOR -> new TablePass(text);
      case RECOGNIZERS -> new RecognizerScan(text);
      case POLICY -> new PolicyScan(text);
      case VECTORSCAN_ENDS -> new VectorscanScan(text, false);
      case VECTORSCAN_STARTS -> new VectorscanScan(text, true);
      case REGEX -> new RegexScan(text);
      case RE2J -> new Re2jScan(text);
    };
  }
}
