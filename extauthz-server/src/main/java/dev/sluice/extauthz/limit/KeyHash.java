package dev.sluice.extauthz.limit;

import java.security.SecureRandom;

/**
 * A key of 64 bits. Its seeds are random for each process, so that nobody can choose parts with
 * equal keys.
 */
public final class KeyHash implements CounterKey {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long FIRST = RANDOM.nextLong();
  private static final long SECOND = RANDOM.nextLong();

  private long hash;

  /** Returns the key, which is not zero. */
  public long value() {
    return hash == 0 ? 1 : hash;
  }

  @Override
  public void add(long part) {
    long a = hash ^ FIRST;
    long b = part ^ SECOND;
    hash = Math.unsignedMultiplyHigh(a, b) ^ a * b ^ Long.rotateLeft(hash, 23);
  }

  @Override
  public void add(String part) {
    add(part.length());
    long block = 0;
    for (int i = 0; i < part.length(); i++) {
      block = block << 16 | part.charAt(i);
      if ((i & 3) == 3) {
        add(block);
        block = 0;
      }
    }
    add(block);
  }
}
