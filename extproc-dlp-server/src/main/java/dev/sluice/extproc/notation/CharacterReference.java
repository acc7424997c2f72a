package dev.sluice.extproc.notation;

import java.util.HashMap;
import java.util.Map;

/** A character reference of HTML, by a decimal or hexadecimal number or by a name. */
final class CharacterReference implements Notation {
  /** The most digits, so that zeros in front cannot make the text wait. */
  private static final int MOST_DIGITS = 16;

  private static final int LONGEST_NAME = 8;
  private static final Map<String, Integer> NAMES = names();

  @Override
  public int read(NotationText text, int at, ShownBytes shown) {
    int first = text.at(at + 1);
    if (first == NotationText.UNKNOWN) {
      return OPEN;
    }
    if (first != '#') {
      return ByteKinds.is(first, ByteKinds.LETTER) ? named(text, at, shown) : NONE;
    }
    int second = text.at(at + 2);
    if (second == NotationText.UNKNOWN) {
      return OPEN;
    }
    boolean hex = second == 'x' || second == 'X';
    return numeric(text, at, hex ? at + 3 : at + 2, hex ? 16 : 10, shown);
  }

  private static int numeric(NotationText text, int at, int from, int radix, ShownBytes shown) {
    int character = 0;
    int end = from;
    for (; end - from <= MOST_DIGITS; end++) {
      int next = text.at(end);
      int digit = next < 0 || next > 0x7F ? -1 : Character.digit(next, radix);
      if (digit < 0) {
        if (next == NotationText.UNKNOWN) {
          return OPEN;
        }
        boolean complete = next == ';';
        boolean ends = complete || !ByteKinds.is(next, ByteKinds.LETTER);
        return end > from && ends && shown.addCharacter(character)
            ? end - at + (complete ? 1 : 0)
            : NONE;
      }
      character = Math.min(character * radix + digit, Character.MAX_CODE_POINT + 1);
    }
    return NONE;
  }

  private static int named(NotationText text, int at, ShownBytes shown) {
    var name = new StringBuilder(LONGEST_NAME);
    for (int i = at + 1; name.length() <= LONGEST_NAME; i++) {
      int next = text.at(i);
      if (next == NotationText.UNKNOWN) {
        return OPEN;
      }
      if (next == ';') {
        Integer character = NAMES.get(name.toString());
        return character != null && shown.addCharacter(character) ? i + 1 - at : NONE;
      }
      if (!ByteKinds.is(next, ByteKinds.LETTER)) {
        return NONE;
      }
      name.append((char) next);
    }
    return NONE;
  }

  private static Map<String, Integer> names() {
    Map<String, Integer> names = new HashMap<>();
    String[] signs = {
      "amp&",
      "lt<",
      "gt>",
      "quot\"",
      "apos'",
      "commat@",
      "period.",
      "lowbar_",
      "sol/",
      "colon:",
      "plus+",
      "equals=",
      "num#",
      "excl!",
      "comma,",
      "semi;",
      "lpar(",
      "rpar)",
      "bsol\\",
      "percnt%",
      "dollar$",
      "ast*",
      "quest?",
      "hyphen-",
      "dash-",
      "ndash-",
      "mdash-",
      "minus-",
      "nbsp ",
      "ensp ",
      "emsp ",
      "thinsp ",
      "shy\u00ad",
      "zwnj\u200c",
      "zwj\u200d"
    };
    for (String sign : signs) {
      int end = sign.length() - 1;
      names.put(sign.substring(0, end), (int) sign.charAt(end));
    }
    return names;
  }
}
