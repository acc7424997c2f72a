package dev.sluice.common.token.key;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import java.util.Set;

/** A parser of public keys on Edwards curves (RFC 8037). */
final class EdwardsKeys {
  private static final BigInteger PRIME_25519 = prime(255, BigInteger.valueOf(19));
  private static final BigInteger PRIME_448 =
      prime(448, BigInteger.TWO.pow(224).add(BigInteger.ONE));

  /** The y coordinates of the points of order eight; each belongs to two points. */
  private static final Set<BigInteger> ORDER_EIGHT =
      Set.of(
          new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16),
          new BigInteger("5fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16));

  private EdwardsKeys() {}

  static Optional<Key> key(OctetKeyPair pair) throws GeneralSecurityException {
    boolean large = pair.getCurve().equals(Curve.Ed448);
    if (!large && !pair.getCurve().equals(Curve.Ed25519)) {
      return Optional.empty();
    }
    byte[] bytes = pair.getX().decode();
    if (bytes.length != (large ? 57 : 32)) {
      return Optional.empty();
    }
    EdECPoint point = point(bytes);
    if (!safe(point.getY(), large ? PRIME_448 : PRIME_25519)) {
      return Optional.empty();
    }
    NamedParameterSpec curve = large ? NamedParameterSpec.ED448 : NamedParameterSpec.ED25519;
    Key key = KeyFactory.getInstance("EdDSA").generatePublic(new EdECPublicKeySpec(curve, point));
    requireOnCurve((PublicKey) key);
    return Optional.of(key);
  }

  /** Decodes a little-endian point; the highest bit is the lowest bit of x. */
  private static EdECPoint point(byte[] bytes) {
    boolean odd = (bytes[bytes.length - 1] & 0x80) != 0;
    byte[] y = bytes.clone();
    y[y.length - 1] &= 0x7f;
    for (int i = 0; i < y.length / 2; i++) {
      byte swap = y[i];
      y[i] = y[y.length - 1 - i];
      y[y.length - 1 - i] = swap;
    }
    return new EdECPoint(odd, new BigInteger(1, y));
  }

  /**
   * Returns whether y is in the field and the point is not of small order, because anybody can
   * forge signatures for such a point.
   */
  private static boolean safe(BigInteger y, BigInteger prime) {
    return y.compareTo(BigInteger.ONE) > 0
        && y.compareTo(prime.subtract(BigInteger.ONE)) < 0
        && !ORDER_EIGHT.contains(y);
  }

  /** Rejects a key that is not on the curve. The JDK checks this only when it verifies. */
  private static void requireOnCurve(PublicKey key) throws GeneralSecurityException {
    Signature.getInstance(key.getAlgorithm()).initVerify(key);
  }

  private static BigInteger prime(int bits, BigInteger less) {
    return BigInteger.TWO.pow(bits).subtract(less);
  }
}
