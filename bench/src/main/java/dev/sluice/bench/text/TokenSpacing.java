package dev.sluice.bench.text;

/** The place of the space in the tokens of a model. */
public enum TokenSpacing {
  /** A token ends with the space after its word. */
  WORD_END("deltas that end with a word"),
  /** A token begins with the space before its word, so the end of the word is not known yet. */
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
