package dev.sluice.quality.corpus.evasion;

import dev.sluice.quality.corpus.value.GeneratedValue;

/** Writes a value character by character and keeps track of the part that matters. */
final class Rewrite {

  /** What stands for the character at this index of the text. */
  @FunctionalInterface
  interface Rule {
    String at(int index, char c);
  }

  private Rewrite() {}

  /** Only the part that matters is rewritten. */
  static GeneratedValue part(GeneratedValue value, Rule rule) {
    return whole(
        value,
        (index, c) ->
            index >= value.start() && index < value.end() ? rule.at(index, c) : String.valueOf(c));
  }

  /** All of the value's text is rewritten. */
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
