package dev.sluice.common.token.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.jwk.Curve;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeySetTest {
  @Test
  void parse_rsaKey_requiresSize() {
    BigInteger e = BigInteger.valueOf(65537);
    assertEquals(1, rsa(2048, e));
    assertEquals(0, rsa(2047, e));
    assertEquals(1, rsa(8192, e));
    assertEquals(0, rsa(8193, e));
    assertEquals(1, rsa(2048, BigInteger.valueOf(3)));
    assertEquals(1, rsa(2048, BigInteger.TWO.pow(63).add(BigInteger.ONE)));
    assertEquals(0, rsa(2048, BigInteger.TWO.pow(64).add(BigInteger.ONE)));
  }

  /** The prime is another encoding of zero, for which there is a point on the curve. */
  @Test
  void parse_coordinateOfPrime_isSkipped() {
    var curve = Curve.P_521.toECParameterSpec().getCurve();
    BigInteger prime = BigInteger.TWO.pow(521).subtract(BigInteger.ONE);
    BigInteger y = curve.getB().modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
    assertEquals(1, ec(BigInteger.ZERO, y));
    assertEquals(0, ec(prime, y));
  }

  @Test
  void parse_manyKeys_keepsHundred() {
    String key = TestIssuer.create(TokenAlgorithm.ES256, "k").jwk();
    assertEquals(100, count(String.join(",", Collections.nCopies(101, key))));
  }

  @Test
  void settings_mixedAlgorithms_fail() {
    var both = Set.of(TokenAlgorithm.HS256, TokenAlgorithm.RS256);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new IssuerSettings(
                "x", Optional.empty(), Set.of(), both, Duration.ZERO, Optional.empty()));
  }

  private static int rsa(int bits, BigInteger exponent) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
    return count(
        "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}".formatted(text(modulus), text(exponent)));
  }

  private static int ec(BigInteger x, BigInteger y) {
    return count(
        "{\"kty\":\"EC\",\"crv\":\"P-521\",\"x\":\"%s\",\"y\":\"%s\"}"
            .formatted(text(x, 66), text(y, 66)));
  }

  private static int count(String keys) {
    Set<TokenAlgorithm> allowed =
        Set.of(TokenAlgorithm.RS256, TokenAlgorithm.ES256, TokenAlgorithm.ES512);
    return KeySet.parse("{\"keys\":[" + keys + "]}", allowed, NativeCrypto.none())
        .map(KeySet::size)
        .orElse(0);
  }

  private static String text(BigInteger number) {
    return text(number, (number.bitLength() + 7) / 8);
  }

  private static String text(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] bare = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    byte[] whole = new byte[length];
    System.arraycopy(bare, 0, whole, length - bare.length, bare.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }
}
