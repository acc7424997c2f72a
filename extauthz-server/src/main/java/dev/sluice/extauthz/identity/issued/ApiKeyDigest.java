package dev.sluice.extauthz.identity.issued;

import dev.sluice.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The SHA-256 of an API key. */
public final class ApiKeyDigest {
  private static final int BYTES = 32;
  private final byte[] sha256;

  /**
   * Takes the digest.
   *
   * @throws IllegalArgumentException when it has another length
   */
  public ApiKeyDigest(byte[] sha256) {
    if (sha256.length != BYTES) {
      throw new IllegalArgumentException("a digest has " + sha256.length + " bytes");
    }
    this.sha256 = sha256.clone();
  }

  /** That of no key. */
  public static ApiKeyDigest zero() {
    return new ApiKeyDigest(new byte[BYTES]);
  }

  /** The digest of a key, all of whose characters are ASCII. */
  public static byte[] sha256Of(String key) {
    return Sha256.of(key.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether that is the digest of the same key; takes as long when it is not. */
  public boolean matches(byte[] other) {
    return MessageDigest.isEqual(sha256, other);
  }
}
