package dev.sluice.common.match.syntax;

import java.util.List;
import java.util.stream.Stream;

/** The syntax tree of a pattern, over bytes: characters beyond ASCII are already sequences. */
public sealed interface PatternNode {
  /** A length that has no bound. */
  int UNBOUNDED = -1;

  /** The fewest bytes that can match. */
  int minLength();

  /** The most bytes that can match, or {@link #UNBOUNDED}. */
  int maxLength();

  /** All bytes that a match may have. */
  default ByteSet bytes() {
    return switch (this) {
      case SingleByte(ByteSet set) -> set;
      case Assertion _ -> ByteSet.NONE;
      case Sequence(List<PatternNode> parts) -> union(parts.stream().map(PatternNode::bytes));
      case Choice(List<PatternNode> options) -> union(options.stream().map(PatternNode::bytes));
      case Repeat(PatternNode part, int _, int _) -> part.bytes();
    };
  }

  /** The bytes that a match may begin with. */
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

  /** One byte out of a set. */
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
   * A condition on the bytes around a position: the one before is in {@code before} or, if {@code
   * atStart}, there is none; likewise after.
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

  /** One part after the other. */
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

  /** Any one of several. */
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

  /** The same part from {@code min} to {@code max} times, or without bound. */
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
