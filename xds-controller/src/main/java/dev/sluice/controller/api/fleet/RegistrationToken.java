package dev.sluice.controller.api.fleet;

import dev.sluice.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** A one-time token of an agent that joins, of which the database has the digest only. */
final class RegistrationToken {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private final String text;

  private RegistrationToken(String text) {
    this.text = text;
  }

  static RegistrationToken random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new RegistrationToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static RegistrationToken of(String text) {
    return new RegistrationToken(text);
  }

  /** Returns the token itself, for the one answer that shows it. */
  String text() {
    return text;
  }

  byte[] hash() {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
