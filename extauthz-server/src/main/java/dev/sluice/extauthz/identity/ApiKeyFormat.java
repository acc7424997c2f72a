package dev.sluice.extauthz.identity;

/**
 * The format of API keys: {@code slk_}, eight characters of Base32, an underscore, 43 characters of
 * Base64url.
 */
public final class ApiKeyFormat {
  private static final String START = "slk_";
  private static final int PREFIX_END = START.length() + 8;
  private static final int LENGTH = PREFIX_END + 1 + 43;

  private ApiKeyFormat() {}

  /** Returns true if a text has the prefix of API keys, well-formed or not. */
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

  /** Returns the part of a well-formed key by which its credential is looked up. */
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
