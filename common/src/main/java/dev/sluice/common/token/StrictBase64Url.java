package dev.sluice.common.token;

import java.util.Base64;

/** Base64url as JWS wants it: no padding, no other character, one text for one value. */
final class StrictBase64Url {
  private StrictBase64Url() {}

  static byte[] decode(String text) throws FaultyTokenException {
    requireCanonical(text);
    return Base64.getUrlDecoder().decode(text);
  }

  static void requireCanonical(String text) throws FaultyTokenException {
    int rest = text.length() % 4;
    int unused = rest == 2 ? 0xf : rest == 3 ? 0x3 : 0;
    if (text.isEmpty() || rest == 1) {
      throw new FaultyTokenException(TokenFault.MALFORMED);
    }
    int last = 0;
    for (int i = 0; i < text.length(); i++) {
      last = value(text.charAt(i));
      if (last < 0) {
        throw new FaultyTokenException(TokenFault.MALFORMED);
      }
    }
    if ((last & unused) != 0) {
      throw new FaultyTokenException(TokenFault.MALFORMED);
    }
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
