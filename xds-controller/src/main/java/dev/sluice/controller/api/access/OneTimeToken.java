package dev.sluice.controller.api.access;

import dev.sluice.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** A token of 256 random bits that is used once, of which the database has the digest only. */
public final class OneTimeToken {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private final String text;

  private OneTimeToken(String text) {
    this.text = text;
  }

  public static OneTimeToken random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new OneTimeToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  public static OneTimeToken of(String text) {
    return new OneTimeToken(text);
  }

  /** Returns the token, which is shown once. */
  public String text() {
    return text;
  }

  public byte[] hash() {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
