package dev.sluice.common.token.key;

import java.math.BigInteger;

/**
 * A check for RSA keys whose private part can be computed (CVE-2017-15361). Modulo each small
 * prime, the modulus of such a key is a power of 65537. For another key this is very unlikely for
 * all primes.
 */
final class RocaCheck {
  private static final int GENERATOR = 65_537;
  private static final int[] PRIMES = {
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167
  };

  private RocaCheck() {}

  static boolean isVulnerable(BigInteger modulus) {
    for (int prime : PRIMES) {
      if (!isPowerOfGenerator(modulus.mod(BigInteger.valueOf(prime)).intValue(), prime)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPowerOfGenerator(int rest, int prime) {
    int power = 1;
    do {
      if (power == rest) {
        return true;
      }
      power = power * (GENERATOR % prime) % prime;
    } while (power != 1);
    return false;
  }
}
