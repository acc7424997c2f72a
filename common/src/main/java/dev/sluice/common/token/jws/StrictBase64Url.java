package dev.sluice.common.token.jws;

import java.util.Base64;

/**
 * A strict decoder of Base64url as JOSE requires it: no padding, no other characters, and one text
 * for each value.
 */
public final class StrictBase64Url {
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private StrictBase64Url() {}

  static byte[] decode(String text) throws InvalidTokenException {
    if (text.indexOf('=') >= 0 || !endsCanonically(text)) {
      throw new InvalidTokenException(TokenError.ENCODING);
    }
    try {
      return DECODER.decode(text);
    } catch (IllegalArgumentException e) {
      // The exception's message quotes the input.
      throw new InvalidTokenException(TokenError.ENCODING);
    }
  }

  /** Returns whether the text equals the encoding of its value. */
  public static boolean isCanonical(String text) {
    try {
      decode(text);
      return true;
    } catch (InvalidTokenException e) {
      return false;
    }
  }

  /** Returns whether the unused bits of the last character are zero; the decoder ignores them. */
  private static boolean endsCanonically(String text) {
    int beyond =
        switch (text.length() % 4) {
          case 0 -> 0;
          case 2 -> 0xf;
          case 3 -> 0x3;
          default -> -1;
        };
    return beyond == 0
        || (beyond > 0 && (ALPHABET.indexOf(text.charAt(text.length() - 1)) & beyond) == 0);
  }
}
