package dev.sluice.controller.api.lifecycle;

import dev.sluice.common.Sha256;
import dev.sluice.controller.api.access.OneTimeToken;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * A new API key of 256 random bits, which only its owner learns: {@code slk_}, the prefix by which
 * it is looked up, and the secret.
 */
record ApiKeySecret(String prefix, String key) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int PREFIX = 8;

  static ApiKeySecret create() {
    StringBuilder prefix = new StringBuilder(PREFIX);
    for (int i = 0; i < PREFIX; i++) {
      prefix.append(BASE32.charAt(RANDOM.nextInt(BASE32.length())));
    }
    String secret = OneTimeToken.random().text();
    return new ApiKeySecret(prefix.toString(), "slk_" + prefix + "_" + secret);
  }

  byte[] hash() {
    return Sha256.of(key.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "slk_" + prefix + "_[redacted]";
  }
}
