package dev.sluice.extproc.rewriter;

import dev.sluice.common.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key for hashes of values; without it nobody can compute or guess a hash. */
public final class HashKey {
  /** The least number of bytes in a key. */
  public static final int MIN_BYTES = 16;

  private static final String ALGORITHM = "HmacSHA256";

  private final Secret key;

  /** Creates a key; it needs at least {@link #MIN_BYTES} bytes. */
  public HashKey(Secret key) {
    if (!isLongEnough(key)) {
      throw new IllegalArgumentException("the key must have at least " + MIN_BYTES + " bytes");
    }
    this.key = key;
  }

  /** Returns true if a text is long enough for a key. */
  public static boolean isLongEnough(Secret key) {
    return key.reveal().getBytes(StandardCharsets.UTF_8).length >= MIN_BYTES;
  }

  /** Returns a random key, for checking rules. */
  public static HashKey random() {
    byte[] random = new byte[MIN_BYTES];
    new SecureRandom().nextBytes(random);
    return new HashKey(Secret.of(HexFormat.of().formatHex(random)));
  }

  /** Returns the hash function for one tenant's values. */
  public ValueHash forTenant(String tenant) {
    return new ValueHash(this, tenant);
  }

  Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
