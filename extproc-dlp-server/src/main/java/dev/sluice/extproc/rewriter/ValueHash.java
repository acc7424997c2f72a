package dev.sluice.extproc.rewriter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * A keyed hash of one tenant's values. Equal values have equal hashes, so that records can be
 * compared without the values. Used by one thread at a time.
 */
public final class ValueHash {
  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int SHOWN = 12;

  private final HashKey key;
  private final byte[] tenant;
  private @Nullable Mac mac;

  ValueHash(HashKey key, String tenant) {
    this.key = key;
    this.tenant = tenant.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns 60 bits, as letters and digits, of the hash of the value between two positions. */
  String of(byte[] text, int from, int to) {
    Mac keyed = mac == null ? key.mac() : mac;
    mac = keyed;
    keyed.update(ByteBuffer.allocate(Integer.BYTES).putInt(tenant.length).flip());
    keyed.update(tenant);
    keyed.update(text, from, to - from);
    long bits = ByteBuffer.wrap(keyed.doFinal()).getLong();
    var shown = new StringBuilder(SHOWN);
    for (int i = 0; i < SHOWN; i++) {
      shown.append(DIGITS.charAt((int) (bits >>> (Long.SIZE - 5 * (i + 1))) & 31));
    }
    return shown.toString();
  }
}
