package dev.sluice.quality.corpus;

/** The smallest part of a text that must not be readable, with offsets in chars. */
public record EntitySpan(EntityKind kind, int start, int end) {

  public EntitySpan {
    if (start < 0 || start >= end) {
      throw new IllegalArgumentException("no entity at " + start + ".." + end);
    }
  }

  public String in(String text) {
    return text.substring(start, end);
  }
}
