package dev.sluice.ctl.dlp.trial;

/** A form of a value that shows its shape: separators, and the ends of a long value. */
final class MaskedForm {
  private static final char MASK = '•';
  private static final int SHOWN = 2;
  private static final int LONG = 12;
  private static final int LONGEST = 48;

  private MaskedForm() {}

  static String of(String value) {
    String text = value.length() > LONGEST ? value.substring(0, LONGEST - 1) : value;
    StringBuilder masked = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean end = value.length() >= LONG && (i < SHOWN || i >= value.length() - SHOWN);
      boolean plain = end || " -./:@_".indexOf(c) >= 0;
      masked.append(plain ? c : Character.isISOControl(c) ? ' ' : MASK);
    }
    return value.length() > LONGEST ? masked + "…" : masked.toString();
  }
}
