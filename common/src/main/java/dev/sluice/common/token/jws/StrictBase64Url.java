package dev.sluice.common.token.jws;

import java.util.Base64;

/** Base64url as JOSE wants it: no padding, no other character, one text for one value. */
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
      // Its message repeats what the client sent.
      throw new InvalidTokenException(TokenError.ENCODING);
    }
  }

  /** Whether the text is what encoding its value would give. */
  public static boolean isCanonical(String text) {
    try {
      decode(text);
      return true;
    } catch (InvalidTokenException e) {
      return false;
    }
  }

  /** The decoder takes any bits where the last character has more than the value needs. */
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
