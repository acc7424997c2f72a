package dev.sluice.common.match.syntax;

import java.util.List;
import java.util.stream.Stream;

/**
 * A node of a pattern's syntax tree, over bytes. Non-ASCII characters are byte sequences already.
 */
public sealed interface PatternNode {
  /** The length of a node without a bound. */
  int UNBOUNDED = -1;

  /** Returns the minimum length of a match in bytes. */
  int minLength();

  /** Returns the maximum length of a match in bytes, or {@link #UNBOUNDED}. */
  int maxLength();

  /** Returns all bytes that a match may contain. */
  default ByteSet bytes() {
    return switch (this) {
      case SingleByte(ByteSet set) -> set;
      case Assertion _ -> ByteSet.NONE;
      case Sequence(List<PatternNode> parts) -> union(parts.stream().map(PatternNode::bytes));
      case Choice(List<PatternNode> options) -> union(options.stream().map(PatternNode::bytes));
      case Repeat(PatternNode part, int _, int _) -> part.bytes();
    };
  }

  /** Returns the bytes that a match may begin with. */
  default ByteSet firstBytes() {
    return switch (this) {
      case SingleByte(ByteSet set) -> set;
      case Assertion _ -> ByteSet.NONE;
      case Sequence(List<PatternNode> parts) -> {
        ByteSet first = ByteSet.NONE;
        for (PatternNode part : parts) {
          first = first.union(part.firstBytes());
          if (part.minLength() > 0) {
            yield first;
          }
        }
        yield first;
      }
      case Choice(List<PatternNode> options) ->
          union(options.stream().map(PatternNode::firstBytes));
      case Repeat(PatternNode part, int _, int _) -> part.firstBytes();
    };
  }

  private static ByteSet union(Stream<ByteSet> sets) {
    return sets.reduce(ByteSet.NONE, ByteSet::union);
  }

  /** A byte of a set. */
  record SingleByte(ByteSet set) implements PatternNode {
    @Override
    public int minLength() {
      return 1;
    }

    @Override
    public int maxLength() {
      return 1;
    }
  }

  /**
   * A condition on the bytes around a position. The byte before is in {@code before}, or there is
   * none and {@code atStart} is true; likewise for the byte after.
   */
  record Assertion(ByteSet before, boolean atStart, ByteSet after, boolean atEnd)
      implements PatternNode {
    @Override
    public int minLength() {
      return 0;
    }

    @Override
    public int maxLength() {
      return 0;
    }
  }

  /** A sequence of parts. */
  record Sequence(List<PatternNode> parts) implements PatternNode {
    public static final PatternNode EMPTY = new Sequence(List.of());

    public Sequence {
      parts = List.copyOf(parts);
    }

    @Override
    public int minLength() {
      return saturated(parts.stream().mapToLong(PatternNode::minLength).sum());
    }

    @Override
    public int maxLength() {
      long sum = 0;
      for (PatternNode part : parts) {
        int length = part.maxLength();
        if (length == UNBOUNDED) {
          return UNBOUNDED;
        }
        sum += length;
      }
      return saturated(sum);
    }
  }

  /** A choice between several options. */
  record Choice(List<PatternNode> options) implements PatternNode {
    public Choice {
      options = List.copyOf(options);
    }

    @Override
    public int minLength() {
      return options.stream().mapToInt(PatternNode::minLength).min().orElse(0);
    }

    @Override
    public int maxLength() {
      int longest = 0;
      for (PatternNode option : options) {
        int length = option.maxLength();
        if (length == UNBOUNDED) {
          return UNBOUNDED;
        }
        longest = Math.max(longest, length);
      }
      return longest;
    }
  }

  /** A repetition of a part from {@code min} to {@code max} times, or without bound. */
  record Repeat(PatternNode part, int min, int max) implements PatternNode {
    @Override
    public int minLength() {
      return saturated((long) part.minLength() * min);
    }

    @Override
    public int maxLength() {
      int length = part.maxLength();
      if (length == 0 || max == 0) {
        return 0;
      }
      return max == UNBOUNDED || length == UNBOUNDED ? UNBOUNDED : saturated((long) length * max);
    }
  }

  private static int saturated(long length) {
    return (int) Math.min(length, Integer.MAX_VALUE);
  }
}
