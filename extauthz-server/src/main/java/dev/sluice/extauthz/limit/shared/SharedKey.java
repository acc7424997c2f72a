package dev.sluice.extauthz.limit.shared;

import dev.sluice.common.Sha256;
import dev.sluice.extauthz.limit.CounterKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A key that is equal in all replicas: a digest, so that neither users nor addresses can be read in
 * Redis.
 */
final class SharedKey implements CounterKey {
  private static final String PREFIX = "sluice:limit:";
  private static final int BYTES = 16;

  private final MessageDigest digest = Sha256.digest();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  @Override
  public void add(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }

  @Override
  public void add(long part) {
    digest.update(number.putLong(0, part).array());
  }

  /** Returns the key. The builder can be used once. */
  String value() {
    return PREFIX + HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
