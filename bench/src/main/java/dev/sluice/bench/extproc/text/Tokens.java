package dev.sluice.bench.extproc.text;

/** How a model cuts its text into the deltas of a stream. */
public enum Tokens {
  /** Each ends where a word does, with the space behind it. */
  WORD_END("deltas that end with a word"),
  /** Each begins with the space before its word, so nobody knows yet whether the word goes on. */
  LEADING_SPACE("tokens with a leading space");

  private final String title;

  Tokens(String title) {
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
