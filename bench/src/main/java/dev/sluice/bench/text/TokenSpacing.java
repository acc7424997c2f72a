package dev.sluice.bench.text;

/** The position of the space in a model's tokens. */
public enum TokenSpacing {
  /** A space at the end of a token, after its word. */
  WORD_END("deltas that end with a word"),
  /** A space at the start of a token. The end of a word is unknown until the next token. */
  LEADING_SPACE("tokens with a leading space");

  private final String title;

  TokenSpacing(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  String delta(String word) {
    return switch (this) {
      case WORD_END -> word + " ";
      case LEADING_SPACE -> " " + word;
    };
  }
}
