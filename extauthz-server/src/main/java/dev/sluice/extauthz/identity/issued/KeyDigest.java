package dev.sluice.extauthz.identity.issued;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of an API key. */
public final class KeyDigest {
  private static final int BYTES = 32;
  private final byte[] sha256;

  /**
   * Takes the digest.
   *
   * @throws IllegalArgumentException when it has another length
   */
  public KeyDigest(byte[] sha256) {
    if (sha256.length != BYTES) {
      throw new IllegalArgumentException("a digest has " + sha256.length + " bytes");
    }
    this.sha256 = sha256.clone();
  }

  /** That of no key. */
  static KeyDigest ofNothing() {
    return new KeyDigest(new byte[BYTES]);
  }

  /** The digest of a key, all of whose characters are ASCII. */
  static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether that is the digest of the same key; takes as long when it is not. */
  public boolean matches(byte[] other) {
    return MessageDigest.isEqual(sha256, other);
  }
}
