package dev.sluice.common.match;

/** Decides over text that a pattern matched, by what a pattern cannot say, such as a checksum. */
@FunctionalInterface
public interface MatchCheck {
  MatchCheck ANY = (text, from, to) -> true;

  /** True if the bytes of {@code text} between the two positions are a match indeed. */
  boolean holds(byte[] text, int from, int to);
}
