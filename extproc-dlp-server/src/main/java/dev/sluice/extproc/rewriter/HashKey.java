package dev.sluice.extproc.rewriter;

import dev.sluice.common.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key under which values become hashes that nobody without it can make or guess. */
public final class HashKey {
  /** What a key has at least. */
  public static final int SHORTEST = 16;

  private static final String ALGORITHM = "HmacSHA256";

  private final Secret key;

  /** {@code key} has at least {@link #SHORTEST} bytes. */
  public HashKey(Secret key) {
    if (!longEnough(key)) {
      throw new IllegalArgumentException("the key must have at least " + SHORTEST + " bytes");
    }
    this.key = key;
  }

  /** Whether a text may be a key. */
  public static boolean longEnough(Secret key) {
    return key.reveal().getBytes(StandardCharsets.UTF_8).length >= SHORTEST;
  }

  /** A key that nobody knows, where rules are only checked. */
  public static HashKey unknown() {
    byte[] random = new byte[SHORTEST];
    new SecureRandom().nextBytes(random);
    return new HashKey(Secret.of(HexFormat.of().formatHex(random)));
  }

  /** Hashes of one tenant's values. */
  public ValueHash of(String tenant) {
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
