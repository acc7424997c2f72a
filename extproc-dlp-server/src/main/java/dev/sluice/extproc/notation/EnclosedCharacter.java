package dev.sluice.extproc.notation;

/**
 * A digit or letter in a circle, in brackets, raised or lowered, such as {@code \u2460} for 1. It
 * may also be the mark of a list, so that only the decoded text has it as a digit.
 */
final class EnclosedCharacter implements Notation {
  /** The first bytes of these characters in UTF-8, by their length. */
  static final int TWO_BYTES = 0xC2;

  static final int THREE_BYTES = 0xE2;
  static final int FOUR_BYTES = 0xF0;

  /** The first character of each row, the ASCII character that it shows, and the length. */
  private static final int[][] ROWS = {
    {0xB2, '2', 2}, {0xB9, '1', 1}, {0x2070, '0', 1}, {0x2074, '4', 6}, {0x2080, '0', 10},
    {0x2460, '1', 9}, {0x2474, '1', 9}, {0x249C, 'a', 26}, {0x24B6, 'A', 26}, {0x24D0, 'a', 26},
    {0x24EA, '0', 1}, {0x24F5, '1', 9}, {0x24FF, '0', 1}, {0x2776, '1', 9}, {0x2780, '1', 9},
    {0x278A, '1', 9}, {0x1F130, 'A', 26}, {0x1F150, 'A', 26}, {0x1F170, 'A', 26}
  };

  private static final int CONTINUATION = 0x3F;

  /** Returns whether such a character may begin with a byte. */
  static boolean isLead(int value) {
    return value == TWO_BYTES || value == THREE_BYTES || value == FOUR_BYTES;
  }

  /** Returns whether such a character may begin with two bytes. */
  static boolean mayBegin(int first, int second) {
    return switch (first) {
      case TWO_BYTES -> second == 0xB2 || second == 0xB3 || second == 0xB9;
      case THREE_BYTES ->
          second == 0x81
              || second == 0x82
              || (second >= 0x91 && second <= 0x93)
              || second == 0x9D
              || second == 0x9E;
      case FOUR_BYTES -> second == 0x9F;
      default -> false;
    };
  }

  @Override
  public int read(NotationText text, int at, ShownBytes shown) {
    int lead = text.at(at);
    if (!isLead(lead)) {
      return NONE;
    }
    int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    int character = lead & (CONTINUATION >> (length - 1));
    for (int i = 1; i < length; i++) {
      int next = text.at(at + i);
      if (next < 0) {
        return next == NotationText.UNKNOWN ? OPEN : NONE;
      }
      character = character << 6 | (next & CONTINUATION);
    }
    int ascii = ascii(character);
    if (ascii == 0) {
      return NONE;
    }
    shown.add(ascii);
    return length;
  }

  private static int ascii(int character) {
    for (int[] row : ROWS) {
      int index = character - row[0];
      if (index >= 0 && index < row[2]) {
        return row[1] + index;
      }
    }
    return 0;
  }
}
