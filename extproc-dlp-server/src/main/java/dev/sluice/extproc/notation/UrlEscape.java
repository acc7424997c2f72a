package dev.sluice.extproc.notation;

/** An escape of a URL, such as {@code %30}; a character of several bytes is one notation. */
final class UrlEscape implements Notation {
  private static final int LENGTH = 3;

  @Override
  public int read(NotationText text, int at, ShownBytes shown) {
    int lead = value(text, at);
    if (lead < 0x80) {
      return lead < 0 ? lead + 1 : add(shown, lead, LENGTH);
    }
    int count = lead < 0xC2 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : 0;
    int character = lead & (0x3F >> count);
    for (int i = 1; i <= count; i++) {
      int next = value(text, at + i * LENGTH);
      if (next < 0) {
        return next + 1;
      }
      if ((next & 0xC0) != 0x80) {
        return NONE;
      }
      character = character << 6 | (next & 0x3F);
    }
    return count == 0 || isOverlong(character, count)
        ? NONE
        : add(shown, character, LENGTH * (count + 1));
  }

  private static boolean isOverlong(int character, int count) {
    return (count == 2 && character < 0x800) || (count == 3 && character < 0x10000);
  }

  private static int add(ShownBytes shown, int character, int length) {
    return shown.addCharacter(character) ? length : NONE;
  }

  /** Returns the value of one escape, or a result less one. */
  private static int value(NotationText text, int at) {
    int value = 0;
    for (int i = 0; i < LENGTH; i++) {
      int next = text.at(at + i);
      int digit = i == 0 ? (next == '%' ? 0 : -1) : HexDigits.value(next);
      if (next == NotationText.UNKNOWN || digit < 0) {
        return next == NotationText.UNKNOWN ? OPEN - 1 : NONE - 1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
