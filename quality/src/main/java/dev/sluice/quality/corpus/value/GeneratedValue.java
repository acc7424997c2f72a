package dev.sluice.quality.corpus.value;

/** A text for a place in a template, and the part of it that must not be readable. */
public record GeneratedValue(String text, int start, int end) {

  public GeneratedValue {
    if (start < 0 || start >= end || end > text.length()) {
      throw new IllegalArgumentException("no part " + start + ".." + end + " in " + text.length());
    }
  }

  /** Returns a value that must not be readable as a whole. */
  public static GeneratedValue of(String text) {
    return new GeneratedValue(text, 0, text.length());
  }

  /** Returns a value of which the part between ⟦ and ⟧ must not be readable; else the whole. */
  static GeneratedValue marked(String text) {
    int start = text.indexOf('⟦');
    int end = text.indexOf('⟧');
    return start < 0
        ? of(text)
        : within(text.substring(0, start), text.substring(start + 1, end), text.substring(end + 1));
  }

  /** Returns a value of which the part in the middle must not be readable. */
  public static GeneratedValue within(String before, String part, String after) {
    return new GeneratedValue(
        before + part + after, before.length(), before.length() + part.length());
  }
}
