package dev.sluice.extproc.notation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A mark of Markdown or HTML inside a word, such as {@code **} or {@code </b>}. */
final class MarkupMark implements Notation {
  private static final String SIGNS = "*`~<_";
  private static final int MOST_SIGNS = 3;
  private static final int BOLD = 2;
  private static final List<byte[]> TAGS =
      Stream.of(
              ("b i u s em strong code mark span wbr sub sup ins del kbd small big tt font q samp "
                      + "var")
                  .split(" "))
          .flatMap(name -> List.of("<" + name + ">", "</" + name + ">").stream())
          .map(tag -> tag.getBytes(StandardCharsets.US_ASCII))
          .toList();

  /** Returns whether a mark may begin with a byte. */
  static boolean isSign(int value) {
    return value > 0 && SIGNS.indexOf(value) >= 0;
  }

  @Override
  public int read(NotationText text, int at, ShownBytes shown) {
    int before = text.at(at - 1);
    if (!ByteKinds.is(before, ByteKinds.DIGIT | ByteKinds.LETTER | ByteKinds.SIGN)) {
      return NONE;
    }
    int length = text.at(at) == '<' ? tag(text, at) : signs(text, at);
    if (length <= 0) {
      return length;
    }
    return behind(text, at, length, before);
  }

  /** Returns the length if the word continues behind the mark. */
  private static int behind(NotationText text, int at, int length, int before) {
    int next = text.at(at + length);
    int second = text.at(at + length + 1);
    if (next == NotationText.UNKNOWN) {
      return OPEN;
    }
    if (text.at(at) == '_') {
      return isNumeric(before) && isNumeric(next) ? length : NONE;
    }
    if (text.at(at) == '*' && isMask(before, length, next)) {
      return NONE;
    }
    if (next == ' ' && length >= BOLD && ByteKinds.is(before, ByteKinds.DIGIT)) {
      return second == NotationText.UNKNOWN
          ? OPEN
          : ByteKinds.is(second, ByteKinds.DIGIT) ? length : NONE;
    }
    boolean continues =
        ByteKinds.is(next, ByteKinds.DIGIT | ByteKinds.LETTER)
            || (ByteKinds.is(next, ByteKinds.SIGN)
                && ByteKinds.is(second, ByteKinds.DIGIT | ByteKinds.LETTER | ByteKinds.MARK));
    if (continues) {
      return length;
    }
    return ByteKinds.is(next, ByteKinds.SIGN) && second == NotationText.UNKNOWN ? OPEN : NONE;
  }

  /** Returns true for asterisks that hide a part of a word, as in {@code a***b@example.org}. */
  private static boolean isMask(int before, int length, int next) {
    boolean inWord = ByteKinds.is(before, ByteKinds.LETTER) && ByteKinds.is(next, ByteKinds.LETTER);
    return next == '@' || (inWord && length != BOLD);
  }

  private static boolean isNumeric(int value) {
    return ByteKinds.is(value, ByteKinds.DIGIT) || value == '-' || value == '.' || value == ':';
  }

  /** Returns the length of a run of one sign. */
  private static int signs(NotationText text, int at) {
    int sign = text.at(at);
    int end = at + 1;
    while (end - at <= MOST_SIGNS && text.at(end) == sign) {
      end++;
    }
    if (text.at(end) == NotationText.UNKNOWN) {
      return OPEN;
    }
    boolean mark =
        end - at <= MOST_SIGNS && text.at(at - 1) != sign && (sign != '~' || end > at + 1);
    return mark ? end - at : NONE;
  }

  private static int tag(NotationText text, int at) {
    int result = NONE;
    for (byte[] tag : TAGS) {
      int same = 1;
      while (same < tag.length && lower(text.at(at + same)) == tag[same]) {
        same++;
      }
      if (same == tag.length) {
        return tag.length;
      }
      if (text.at(at + same) == NotationText.UNKNOWN) {
        result = OPEN;
      }
    }
    return result;
  }

  private static int lower(int value) {
    return value >= 'A' && value <= 'Z' ? value | 0x20 : value;
  }
}
