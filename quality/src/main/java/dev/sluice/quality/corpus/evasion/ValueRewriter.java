package dev.sluice.quality.corpus.evasion;

import dev.sluice.quality.corpus.value.GeneratedValue;

/** A rewriter of the characters of a value that keeps the span of the entity. */
final class ValueRewriter {

  /** The replacement of the character at an index of the text. */
  @FunctionalInterface
  interface Rule {
    String at(int index, char c);
  }

  private ValueRewriter() {}

  /** Rewrites the entity only. */
  static GeneratedValue part(GeneratedValue value, Rule rule) {
    return whole(
        value,
        (index, c) ->
            index >= value.start() && index < value.end() ? rule.at(index, c) : String.valueOf(c));
  }

  /** Rewrites the whole text of the value. */
  static GeneratedValue whole(GeneratedValue value, Rule rule) {
    StringBuilder text = new StringBuilder();
    int start = 0;
    int end = 0;
    for (int i = 0; i < value.text().length(); i++) {
      start = i == value.start() ? text.length() : start;
      text.append(rule.at(i, value.text().charAt(i)));
      end = i == value.end() - 1 ? text.length() : end;
    }
    return new GeneratedValue(text.toString(), start, end);
  }
}
