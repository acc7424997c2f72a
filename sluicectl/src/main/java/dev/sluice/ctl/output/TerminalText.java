package dev.sluice.ctl.output;

/** A form of foreign text that cannot control a terminal. */
public final class TerminalText {
  private TerminalText() {}

  /** Returns the text with {@code ?} for control characters and marks of direction. */
  public static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(c -> plain.appendCodePoint(controls(c) ? '?' : c));
    return plain.toString();
  }

  private static boolean controls(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
