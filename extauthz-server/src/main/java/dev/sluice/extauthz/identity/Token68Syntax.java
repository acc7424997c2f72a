package dev.sluice.extauthz.identity;

/** The characters of tokens, in a table: a token has many. */
final class Token68Syntax {
  private static final boolean[] TAKEN = new boolean[0x80];

  static {
    String others = "-._~+/";
    for (char c = 0; c < TAKEN.length; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      TAKEN[c] = letter || (c >= '0' && c <= '9') || others.indexOf(c) >= 0;
    }
  }

  private Token68Syntax() {}

  /** Whether the text can be a token (RFC 6750, 2.1). */
  static boolean matches(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c >= TAKEN.length || !TAKEN[c]) {
        return false;
      }
    }
    return end > 0;
  }
}
