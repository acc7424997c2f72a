package dev.sluice.common;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A key, token, password or body whose text form is always {@code [redacted]}, so that it cannot
 * reach a log, an error or a metric by accident.
 */
public final class Secret {
  private final byte[] value;

  private Secret(byte[] value) {
    this.value = value;
  }

  /** Wraps the UTF-8 bytes of {@code text}. */
  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the text. The caller must keep it out of every output. */
  public String reveal() {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** Compares in a time that does not depend on the first difference. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(value, candidate.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(value, secret.value);
  }

  /** Returns a constant, because a hash code would reveal something about the value. */
  @Override
  public int hashCode() {
    return 7;
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
