package dev.sluice.common.token;

import java.util.Base64;

/** Base64url as JOSE wants it: no padding, no other character, one text for one value. */
final class StrictBase64Url {
  private StrictBase64Url() {}

  static byte[] decode(String text) throws FaultyTokenException {
    if (!canonical(text)) {
      throw new FaultyTokenException(TokenFault.ENCODING);
    }
    return Base64.getUrlDecoder().decode(text);
  }

  /** Whether the text is what encoding its value would give. */
  static boolean canonical(String text) {
    int last = 0;
    for (int i = 0; i < text.length(); i++) {
      last = value(text.charAt(i));
      if (last < 0) {
        return false;
      }
    }
    return switch (text.length() % 4) {
      case 0 -> true;
      case 2 -> (last & 0xf) == 0;
      case 3 -> (last & 0x3) == 0;
      default -> false;
    };
  }

  private static int value(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '-' ? 62 : c == '_' ? 63 : -1;
  }
}
