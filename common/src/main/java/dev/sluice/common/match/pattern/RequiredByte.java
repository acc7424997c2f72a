package dev.sluice.common.match.pattern;

import dev.sluice.common.match.syntax.ByteSet;
import dev.sluice.common.match.syntax.PatternNode;
import java.util.List;
import java.util.Optional;

/**
 * A byte that every match of a pattern has near its beginning, such as the {@code @} of an e-mail
 * address. Without it no run is needed, even if the text looks like a beginning.
 *
 * @param value the byte
 * @param maxOffset the maximum number of bytes of a match before it
 */
public record RequiredByte(int value, int maxOffset) {
  /** The bytes that are rare enough in a text to search for them. */
  private static final String RARE_BYTES = "!@#$%^&*=~|\\<>{}[]`+";

  private static final int FARTHEST = 512;

  /** Returns the first such byte of a pattern, unless it is so near that a run is as cheap. */
  static Optional<RequiredByte> of(PatternNode pattern) {
    return find(pattern, 0).filter(anchor -> anchor.maxOffset > 1);
  }

  /** Returns the union of two patterns' positions of the same byte. */
  public RequiredByte merge(RequiredByte other) {
    return new RequiredByte(value, Math.max(maxOffset, other.maxOffset));
  }

  private static Optional<RequiredByte> find(PatternNode node, int before) {
    return switch (node) {
      case PatternNode.SingleByte(ByteSet set) ->
          RARE_BYTES
              .chars()
              .filter(value -> set.equals(ByteSet.range(value, value)))
              .mapToObj(value -> new RequiredByte(value, before))
              .findFirst();
      case PatternNode.Sequence(List<PatternNode> parts) -> inSequence(parts, before);
      case PatternNode.Repeat(PatternNode part, int min, int _) ->
          min > 0 ? find(part, before) : Optional.empty();
      case PatternNode.Assertion _, PatternNode.Choice _ -> Optional.empty();
    };
  }

  private static Optional<RequiredByte> inSequence(List<PatternNode> parts, int before) {
    int at = before;
    for (PatternNode part : parts) {
      Optional<RequiredByte> found = find(part, at);
      if (found.isPresent()) {
        return found;
      }
      int length = part.maxLength();
      if (length == PatternNode.UNBOUNDED || length > FARTHEST - at) {
        return Optional.empty();
      }
      at += length;
    }
    return Optional.empty();
  }
}
