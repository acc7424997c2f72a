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

  /** A pair with a byte with which a notation may begin, as far as the other byte shows. */
  private static final int MARKED = 1;

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

  private static int kinds(byte[] bytes, int at) {
    return KINDS[(char) PAIRS.get(bytes, at)]
        | KINDS[(char) PAIRS.get(bytes, at + 2)]
        | KINDS[(char) PAIRS.get(bytes, at + 4)]
        | KINDS[(char) PAIRS.get(bytes, at + 6)];
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[1 << 16];
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        boolean run =
            ByteKinds.is(first, ByteKinds.BASE64) && ByteKinds.is(second, ByteKinds.BASE64);
        boolean marked = mayBegin(first, second) || mayFollow(first, second);
        kinds[first | second << 8] = (byte) ((run ? 0 : NO_RUN) | (marked ? MARKED : 0));
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
