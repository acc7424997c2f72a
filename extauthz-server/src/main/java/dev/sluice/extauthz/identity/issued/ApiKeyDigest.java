package dev.sluice.extauthz.identity.issued;

import dev.sluice.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A SHA-256 digest of an API key. */
public final class ApiKeyDigest {
  private static final int BYTES = 32;
  private final byte[] sha256;

  /**
   * Copies the digest.
   *
   * @throws IllegalArgumentException if the digest does not have 32 bytes
   */
  public ApiKeyDigest(byte[] sha256) {
    if (sha256.length != BYTES) {
      throw new IllegalArgumentException("a digest has " + sha256.length + " bytes");
    }
    this.sha256 = sha256.clone();
  }

  /** Returns the digest that no key has: all zeros. */
  public static ApiKeyDigest zero() {
    return new ApiKeyDigest(new byte[BYTES]);
  }

  /** Returns the digest of an ASCII key. */
  public static byte[] sha256Of(String key) {
    return Sha256.of(key.getBytes(StandardCharsets.US_ASCII));
  }

  /** Compares two digests in constant time. */
  public boolean matches(byte[] other) {
    return MessageDigest.isEqual(sha256, other);
  }
}
