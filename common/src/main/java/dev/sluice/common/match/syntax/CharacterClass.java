package dev.sluice.common.match.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A set of characters under construction, with its form as UTF-8 byte sequences. */
final class CharacterClass {
  private static final ByteSet CONTINUATION = ByteSet.range(0x80, 0xBF);
  private static final int[] LENGTH_BORDERS = {0x7F, 0x7FF, 0xFFFF};

  private record Range(int low, int high) {}

  private ByteSet ascii = ByteSet.NONE;
  private final List<Range> wide = new ArrayList<>();
  private boolean allNonAscii;

  static CharacterClass of(ByteSet ascii) {
    var set = new CharacterClass();
    set.add(ascii);
    return set;
  }

  /** Returns the class of all characters that are not in {@code ascii}. */
  static CharacterClass except(ByteSet ascii) {
    var set = of(ascii.complement().intersect(ByteSet.ASCII));
    set.allNonAscii = true;
    return set;
  }

  void add(ByteSet more) {
    ascii = ascii.union(more);
  }

  void addAll(CharacterClass other) {
    add(other.ascii);
    wide.addAll(other.wide);
    allNonAscii |= other.allNonAscii;
  }

  void addRange(int low, int high) {
    if (low < 0x80) {
      add(ByteSet.range(low, Math.min(high, 0x7F)));
    }
    if (high >= 0x80) {
      wide.add(new Range(Math.max(low, 0x80), high));
    }
  }

  /**
   * Returns whether one byte decides membership: all characters are ASCII, or all non-ASCII
   * characters are included.
   */
  boolean decidedByOneByte() {
    return wide.isEmpty();
  }

  boolean canBeNegated() {
    return wide.isEmpty();
  }

  CharacterClass negated() {
    var set = of(ascii.complement().intersect(ByteSet.ASCII));
    set.allNonAscii = !allNonAscii;
    return set;
  }

  CharacterClass foldedCase() {
    var set = of(ascii.foldCase());
    set.wide.addAll(wide);
    set.allNonAscii = allNonAscii;
    return set;
  }

  /** Returns the class as a condition on one neighbouring byte. */
  ByteSet asNeighbour() {
    return allNonAscii ? ascii.union(ByteSet.ASCII.complement()) : ascii;
  }

  PatternNode toNode() {
    List<PatternNode> options = new ArrayList<>();
    if (!ascii.isEmpty()) {
      options.add(new PatternNode.SingleByte(ascii));
    }
    if (allNonAscii) {
      options.add(anyOf(0xC0, 0xDF, 1));
      options.add(anyOf(0xE0, 0xEF, 2));
      options.add(anyOf(0xF0, 0xF7, 3));
    } else {
      wide.forEach(range -> addSequences(range.low, range.high, options));
    }
    return options.size() == 1 ? options.getFirst() : new PatternNode.Choice(options);
  }

  private static PatternNode anyOf(int lowLead, int highLead, int continuations) {
    List<PatternNode> parts = new ArrayList<>();
    parts.add(new PatternNode.SingleByte(ByteSet.range(lowLead, highLead)));
    for (int i = 0; i < continuations; i++) {
      parts.add(new PatternNode.SingleByte(CONTINUATION));
    }
    return new PatternNode.Sequence(parts);
  }

  /** Splits a range of code points until the bytes of each part vary independently. */
  private static void addSequences(int low, int high, List<PatternNode> out) {
    for (int border : LENGTH_BORDERS) {
      if (low <= border && border < high) {
        addSequences(low, border, out);
        addSequences(border + 1, high, out);
        return;
      }
    }
    for (int bits = 6; bits <= 18; bits += 6) {
      int mask = (1 << bits) - 1;
      if ((low & ~mask) == (high & ~mask)) {
        continue;
      }
      int border = (low & mask) != 0 ? low | mask : (high & ~mask) - 1;
      if (border < high && ((low & mask) != 0 || (high & mask) != mask)) {
        addSequences(low, border, out);
        addSequences(border + 1, high, out);
        return;
      }
    }
    out.add(sequence(utf8(low), utf8(high)));
  }

  private static PatternNode sequence(byte[] low, byte[] high) {
    List<PatternNode> parts = new ArrayList<>();
    for (int i = 0; i < low.length; i++) {
      parts.add(new PatternNode.SingleByte(ByteSet.range(low[i] & 0xFF, high[i] & 0xFF)));
    }
    return new PatternNode.Sequence(parts);
  }

  private static byte[] utf8(int codePoint) {
    return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
  }
}
