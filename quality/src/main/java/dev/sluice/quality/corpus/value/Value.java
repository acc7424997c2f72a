package dev.sluice.quality.corpus.value;

/** A text for a place in a template, and the part of it that must not be readable. */
public record Value(String text, int start, int end) {

  public Value {
    if (start < 0 || start >= end || end > text.length()) {
      throw new IllegalArgumentException("no part " + start + ".." + end + " in " + text.length());
    }
  }

  /** All of it must not be readable. */
  public static Value of(String text) {
    return new Value(text, 0, text.length());
  }

  /** The part in the middle must not be readable. */
  public static Value within(String before, String part, String after) {
    return new Value(before + part + after, before.length(), before.length() + part.length());
  }
}
