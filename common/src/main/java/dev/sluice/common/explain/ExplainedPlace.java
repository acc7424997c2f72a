package dev.sluice.common.explain;

/**
 * A place of a match, without the matched text.
 *
 * @param channel the text in which it is, such as {@code messages[0].content}
 * @param offset the start in bytes of that text; -1 if it is not known
 * @param length the length in bytes
 */
public record ExplainedPlace(String channel, long offset, int length) {
  /** Returns the form {@code channel@offset+length}. */
  @Override
  public String toString() {
    return offset < 0 ? channel : channel + "@" + offset + "+" + length;
  }
}
