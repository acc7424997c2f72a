package dev.sluice.ctl.output;

/** A text that a terminal shows as it is: what would steer a terminal is escaped. */
public final class TerminalText {
  private TerminalText() {}

  /** Returns the safe form. */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (isPlain(c)) {
            safe.appendCodePoint(c);
          } else {
            safe.append("\\u{").append(Integer.toHexString(c)).append('}');
          }
        });
    return safe.toString();
  }

  /** Returns false for characters that move the cursor, reorder text, or are invisible. */
  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
