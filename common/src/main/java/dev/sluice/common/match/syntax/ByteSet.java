package dev.sluice.common.match.syntax;

/** An immutable set of byte values. */
public final class ByteSet {
  static final ByteSet NONE = new ByteSet(0, 0, 0, 0);
  public static final ByteSet ALL = NONE.complement();
  static final ByteSet ASCII = range(0, 0x7F);
  static final ByteSet DIGIT = range('0', '9');
  static final ByteSet WORD =
      DIGIT.union(range('a', 'z')).union(range('A', 'Z')).union(range('_', '_'));
  static final ByteSet SPACE = range('\t', '\r').union(range(' ', ' '));

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private ByteSet(long first, long second, long third, long fourth) {
    this.first = first;
    this.second = second;
    this.third = third;
    this.fourth = fourth;
  }

  /** Returns the values from {@code low} to {@code high}, both inclusive. */
  public static ByteSet range(int low, int high) {
    long[] words = new long[4];
    for (int value = low; value <= high; value++) {
      words[value >> 6] |= 1L << value;
    }
    return new ByteSet(words[0], words[1], words[2], words[3]);
  }

  public boolean contains(int value) {
    long word =
        switch (value >> 6) {
          case 0 -> first;
          case 1 -> second;
          case 2 -> third;
          default -> fourth;
        };
    return (word >>> value & 1) != 0;
  }

  ByteSet union(ByteSet other) {
    return new ByteSet(
        first | other.first, second | other.second, third | other.third, fourth | other.fourth);
  }

  public ByteSet intersect(ByteSet other) {
    return complement().union(other.complement()).complement();
  }

  ByteSet complement() {
    return new ByteSet(~first, ~second, ~third, ~fourth);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteSet set
        && first == set.first
        && second == set.second
        && third == set.third
        && fourth == set.fourth;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first ^ second * 31 ^ third * 961 ^ fourth * 29791);
  }

  /** Returns the number of values. */
  public int size() {
    return Long.bitCount(first)
        + Long.bitCount(second)
        + Long.bitCount(third)
        + Long.bitCount(fourth);
  }

  public boolean isEmpty() {
    return (first | second | third | fourth) == 0;
  }

  /** Returns the set with both cases of each of its ASCII letters. */
  ByteSet foldCase() {
    ByteSet folded = this;
    for (int letter = 'a'; letter <= 'z'; letter++) {
      int upper = letter - 'a' + 'A';
      if (contains(letter) || contains(upper)) {
        folded = folded.union(range(letter, letter)).union(range(upper, upper));
      }
    }
    return folded;
  }
}
