package dev.sluice.extauthz.limit;

import java.security.SecureRandom;

/**
 * A hash of 64 bits of the parts of a key. Its seeds are random for each process, so that nobody
 * can choose keys with equal hashes.
 */
final class KeyHash {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long FIRST = RANDOM.nextLong();
  private static final long SECOND = RANDOM.nextLong();

  private KeyHash() {}

  /** Returns the hash of a key with one more part. */
  static long add(long hash, long part) {
    long a = hash ^ FIRST;
    long b = part ^ SECOND;
    return Math.unsignedMultiplyHigh(a, b) ^ a * b ^ Long.rotateLeft(hash, 23);
  }

  /** Returns the hash of a key with one more part; the length keeps adjacent parts apart. */
  static long add(long hash, String part) {
    long result = add(hash, part.length());
    long block = 0;
    for (int i = 0; i < part.length(); i++) {
      block = block << 16 | part.charAt(i);
      if ((i & 3) == 3) {
        result = add(result, block);
        block = 0;
      }
    }
    return add(result, block);
  }
}
