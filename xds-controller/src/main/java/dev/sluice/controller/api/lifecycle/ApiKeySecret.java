package dev.sluice.controller.api.lifecycle;

import dev.sluice.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A new API key of 256 random bits, which only its owner learns: {@code slk_}, the prefix by which
 * it is looked up, and the secret.
 */
record ApiKeySecret(String prefix, String key) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int PREFIX = 8;
  private static final int SECRET_BYTES = 32;

  static ApiKeySecret create() {
    StringBuilder prefix = new StringBuilder(PREFIX);
    for (int i = 0; i < PREFIX; i++) {
      prefix.append(BASE32.charAt(RANDOM.nextInt(BASE32.length())));
    }
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    return new ApiKeySecret(prefix.toString(), "slk_" + prefix + "_" + text);
  }

  byte[] hash() {
    return Sha256.of(key.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "slk_" + prefix + "_[redacted]";
  }
}
