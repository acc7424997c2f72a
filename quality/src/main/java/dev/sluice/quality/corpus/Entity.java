package dev.sluice.quality.corpus;

/** What must not be readable in a text: the smallest such part, by chars of the text. */
public record Entity(Kind kind, int start, int end) {

  public Entity {
    if (start < 0 || start >= end) {
      throw new IllegalArgumentException("no entity at " + start + ".." + end);
    }
  }

  public String in(String text) {
    return text.substring(start, end);
  }
}
