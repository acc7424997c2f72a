package dev.sluice.extproc.notation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A search for the next byte with which a notation may begin. It looks up pairs of bytes, because
 * the byte beside a mark excludes most of them.
 */
final class MarkSearch {
  private static final int BLOCK = 8;

  /** A pair whose first byte may begin a notation, as far as the byte behind it shows. */
  private static final int BEGINS = 1;

  /** A pair whose second byte may begin a notation, as far as the byte before it shows. */
  private static final int FOLLOWS = 4;

  /** A pair with a byte that is not of base64. */
  private static final int NO_RUN = 2;

  private static final int WORD = ByteKinds.DIGIT | ByteKinds.LETTER | ByteKinds.SIGN;
  private static final VarHandle PAIRS =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] KINDS = kinds();

  private MarkSearch() {}

  /**
   * Returns the first of: a block of eight bytes with a mark; a block that is part of a run of
   * base64; the last bytes of the text, fewer than eight.
   */
  static int next(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - BLOCK && kinds(bytes, at) == NO_RUN) {
      at += BLOCK;
    }
    return at;
  }

  /** Returns whether a block is part of a run of base64. */
  static boolean isRun(byte[] bytes, int at) {
    return (kinds(bytes, at) & NO_RUN) == 0;
  }

  /** Returns whether a notation may begin at a position, as the bytes before and behind it show. */
  static boolean mayBegin(byte[] bytes, int at, int length) {
    return ByteKinds.is(bytes[at], ByteKinds.MARK)
        && (at == 0
            ? mayFollow(NotationText.EDGE, bytes[at] & 0xFF)
            : (KINDS[pair(bytes, at - 1)] & FOLLOWS) != 0)
        && (at + 1 == length || (KINDS[pair(bytes, at)] & BEGINS) != 0);
  }

  private static int pair(byte[] bytes, int at) {
    return (char) PAIRS.get(bytes, at);
  }

  private static int kinds(byte[] bytes, int at) {
    return KINDS[pair(bytes, at)]
        | KINDS[pair(bytes, at + 2)]
        | KINDS[pair(bytes, at + 4)]
        | KINDS[pair(bytes, at + 6)];
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[1 << 16];
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        boolean run =
            ByteKinds.is(first, ByteKinds.BASE64) && ByteKinds.is(second, ByteKinds.BASE64);
        kinds[first | second << 8] =
            (byte)
                ((run ? 0 : NO_RUN)
                    | (mayBegin(first, second) ? BEGINS : 0)
                    | (mayFollow(first, second) ? FOLLOWS : 0));
      }
    }
    return kinds;
  }

  /** Returns whether a notation may begin with two bytes. */
  private static boolean mayBegin(int first, int second) {
    return EnclosedCharacter.mayBegin(first, second)
        || NumberGap.mayBegin(first, second)
        || switch (first) {
          case '%' -> HexDigits.value(second) >= 0;
          case '&' -> second == '#' || ByteKinds.is(second, ByteKinds.LETTER);
          case '\\' -> second == 'u' || second == 'x' || second == '\n' || isEscaped(second);
          case '\r' -> second == '\n';
          case '\n' -> second == '>' || ByteKinds.is(second, WORD | ByteKinds.BLANK);
          default -> MarkupMark.isSign(first) && second > ' ';
        };
  }

  private static boolean isEscaped(int sign) {
    return ByteKinds.is(sign, ByteKinds.SIGN) && sign != '=' && sign != '(' && sign != ')';
  }

  /** Returns whether a notation may begin with the second byte, behind the first one. */
  private static boolean mayFollow(int first, int second) {
    return switch (second) {
      case '%', '&', '\\' -> true;
      case '\n', '\r' -> ByteKinds.is(first, WORD);
      case '_' -> !ByteKinds.is(first, ByteKinds.LETTER) && ByteKinds.is(first, WORD);
      default ->
          EnclosedCharacter.isLead(second)
              || NumberGap.mayFollow(first, second)
              || (MarkupMark.isSign(second) && ByteKinds.is(first, WORD));
    };
  }
}
