package dev.sluice.extauthz.identity;

/** The token68 syntax. A lookup table makes the check fast, because tokens are long. */
final class Token68Syntax {
  private static final boolean[] ALLOWED = new boolean[0x80];

  static {
    String others = "-._~+/";
    for (char c = 0; c < ALLOWED.length; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      ALLOWED[c] = letter || (c >= '0' && c <= '9') || others.indexOf(c) >= 0;
    }
  }

  private Token68Syntax() {}

  /** Returns true if the text has the syntax of a bearer token (RFC 6750, 2.1). */
  static boolean matches(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c >= ALLOWED.length || !ALLOWED[c]) {
        return false;
      }
    }
    return end > 0;
  }
}
