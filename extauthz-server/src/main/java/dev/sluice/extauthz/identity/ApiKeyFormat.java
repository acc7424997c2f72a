package dev.sluice.extauthz.identity;

/** How API keys look: {@code slk_}, eight of Base32, an underscore, 43 of Base64url. */
public final class ApiKeyFormat {
  private static final String START = "slk_";
  private static final int PREFIX_END = START.length() + 8;
  private static final int LENGTH = PREFIX_END + 1 + 43;

  private ApiKeyFormat() {}

  /** Whether a text says that it is a key, well-formed or not. */
  public static boolean hasKeyPrefix(String text) {
    return text.startsWith(START);
  }

  static boolean isWellFormed(String text) {
    if (text.length() != LENGTH || !hasKeyPrefix(text) || text.charAt(PREFIX_END) != '_') {
      return false;
    }
    for (int i = START.length(); i < LENGTH; i++) {
      char c = text.charAt(i);
      if (i != PREFIX_END && !(i < PREFIX_END ? base32(c) : base64(c))) {
        return false;
      }
    }
    return true;
  }

  /** By what a well-formed key is found. */
  static String lookupPrefix(String key) {
    return key.substring(START.length(), PREFIX_END);
  }

  private static boolean base32(char c) {
    return letter(c) || (c >= '2' && c <= '7');
  }

  private static boolean base64(char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
