package dev.sluice.common.token.attack;

import static dev.sluice.common.token.attack.AttackRow.passes;
import static dev.sluice.common.token.attack.AttackRow.refused;
import static dev.sluice.common.token.jws.TokenError.UNKNOWN_KEY;

import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The attacks by an additional key in the set: weak and malformed keys are ignored. */
final class KeyAttacks {
  private static final String ROCA =
      "AanFpofbj7KjD4Lf-N2hVMKR7yewSyXhhbirIMTGpfYEhZ_lnt5UoK98DnKIgArXGTu3MaW_HhFw16HGaTDUHqPr"
          + "Id7fe4r11CqRw09yBFuW79V8sYIwHdzCaWflUI6auImYbVfoN9_nD5n8N8SY9DwXw7mwZM9wREPXoDPgOoIW"
          + "l6q_MPsp7n0zs3Z5ZaiQWOOzl1S9OhwAfSiiOwz6efnXEaxuTEtPd7BjSx7NaFka8Dx9U7YqXy2RFj1O9Pjy"
          + "aDGuRh7YXsX3iMUSP_wSyHQg_c_qHRtKUsNSGCT7OZg0hzm2KphtjnayKJvC64vAbROBR4Ubg6Bxg9IQVZ-Q"
          + "YyE";
  private static final BigInteger P521 = BigInteger.TWO.pow(521).subtract(BigInteger.ONE);
  private static final BigInteger ED_PRIME =
      BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final TestIssuer SHORT = TestIssuer.create(TokenAlgorithm.RS256, "odd", 2040);
  private static final TestIssuer RSA = named(AttackKeys.STRANGER);
  private static final TestIssuer P256 = named(AttackKeys.P256);

  private KeyAttacks() {}

  static List<AttackRow<Attempt>> rows() {
    return List.of(
        left("rsa-short", "RSA of 2040 bits", "RFC 7518, 3.3", SHORT, m -> {}),
        left(
            "rsa-huge",
            "RSA of 8200 bits",
            "CVE-2023-29409",
            RSA,
            m -> m.put("n", number(BigInteger.ONE.shiftLeft(8199).add(BigInteger.ONE), 0))),
        left("rsa-e-one", "exponent one", "RFC 8017, 3.1", RSA, m -> m.put("e", "AQ")),
        left("rsa-e-even", "an even exponent", "RFC 8017, 3.1", RSA, m -> m.put("e", "AQAC")),
        left(
            "rsa-e-huge",
            "an exponent of 65 bits",
            "RFC 8725, 3.4",
            RSA,
            m -> m.put("e", "AQAAAAAAAAAB")),
        left(
            "rsa-n-even",
            "an even modulus",
            "RFC 8017, 3.1",
            RSA,
            m -> m.put("n", number(modulus(m).subtract(BigInteger.ONE), 0))),
        left(
            "rsa-roca",
            "of a chip whose keys can be computed",
            "CVE-2017-15361",
            RSA,
            m -> m.put("n", ROCA)),
        left(
            "rsa-n-padded",
            "padded Base64url",
            "RFC 7515, 2",
            RSA,
            m -> m.compute("n", (k, n) -> n + "==")),
        left(
            "rsa-n-line",
            "a line break in the modulus",
            "RFC 7518, 2",
            RSA,
            m -> m.compute("n", (k, n) -> n + "\n")),
        left("rsa-n-absent", "no modulus", "RFC 7518, 6.3.1.1", RSA, m -> m.remove("n")),
        left(
            "rsa-e-number",
            "the exponent as a number",
            "RFC 7518, 6.3.1.2",
            RSA,
            m -> m.put("e", 65537)),
        left(
            "rsa-private",
            "the private part published",
            "RFC 7517, 9.2",
            RSA,
            m -> m.putAll(AttackKeys.privateMembers(RSA))),
        left(
            "ec-private",
            "the private part of an EC key published",
            "RFC 7517, 9.2",
            P256,
            m -> m.putAll(AttackKeys.privateMembers(P256))),
        left(
            "ec-off-curve",
            "a point beside the curve",
            "CVE-2017-12974",
            P256,
            m -> m.compute("y", (k, y) -> encode(flipped(decode(y))))),
        left(
            "ec-zero",
            "zero and zero, in the place of infinity",
            "RFC 8725, 3.4",
            P256,
            m -> {
              m.put("x", encode(new byte[32]));
              m.put("y", encode(new byte[32]));
            }),
        left(
            "ec-unreduced",
            "x with the prime added",
            "RFC 7518, 6.2.1.2",
            named(AttackKeys.P521),
            m -> m.compute("x", (k, x) -> number(new BigInteger(1, decode(x)).add(P521), 66))),
        left(
            "ec-y-unreduced",
            "y with the prime added",
            "RFC 7518, 6.2.1.3",
            named(AttackKeys.P521),
            m -> m.compute("y", (k, y) -> number(new BigInteger(1, decode(y)).add(P521), 66))),
        left(
            "ec-x-long",
            "x with a zero before it",
            "RFC 7518, 6.2.1.2",
            P256,
            m -> m.compute("x", (k, x) -> number(new BigInteger(1, decode(x)), 33))),
        left(
            "ec-y-long",
            "y with a zero before it",
            "RFC 7518, 6.2.1.3",
            P256,
            m -> m.compute("y", (k, y) -> number(new BigInteger(1, decode(y)), 33))),
        left("ec-y-absent", "x alone", "RFC 7518, 6.2.1.3", P256, m -> m.remove("y")),
        left(
            "ec-crv-unknown",
            "a curve that is too small",
            "RFC 7518, 6.2.1.1",
            P256,
            m -> m.put("crv", "P-192")),
        left(
            "ec-crv-coins",
            "called secp256k1",
            "RFC 8812, 3.1",
            P256,
            m -> m.put("crv", "secp256k1")),
        left("ec-crv-other", "called P-384", "RFC 7518, 6.2.1.1", P256, m -> m.put("crv", "P-384")),
        left(
            "okp-x25519",
            "of key agreement",
            "RFC 8037, 3.2",
            AttackKeys.ED25519,
            m -> m.put("crv", "X25519")),
        left(
            "okp-short",
            "a byte less",
            "RFC 8032, 5.1.3",
            AttackKeys.ED25519,
            m -> m.compute("x", (k, x) -> encode(Arrays.copyOf(decode(x), 31)))),
        left(
            "okp-long",
            "the other curve's length",
            "RFC 8032, 5.2.3",
            AttackKeys.ED25519,
            m -> m.compute("x", (k, x) -> encode(Arrays.copyOf(decode(x), 57)))),
        left(
            "okp-neutral",
            "the point under which nothing is a signature of all",
            "RFC 8725, 3.4",
            AttackKeys.ED25519,
            m -> m.put("x", little(BigInteger.ONE))),
        left(
            "okp-order-two",
            "a point of order two",
            "RFC 8725, 3.4",
            AttackKeys.ED25519,
            m -> m.put("x", little(ED_PRIME.subtract(BigInteger.ONE)))),
        left(
            "okp-order-four",
            "a point of order four",
            "RFC 8725, 3.4",
            AttackKeys.ED25519,
            m -> m.put("x", little(BigInteger.ZERO))),
        left(
            "okp-order-eight",
            "a point of order eight",
            "RFC 8725, 3.4",
            AttackKeys.ED25519,
            m -> m.put("x", "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU")),
        left(
            "okp-order-eight-other",
            "the other point of order eight",
            "RFC 8725, 3.4",
            AttackKeys.ED25519,
            m -> m.put("x", "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o")),
        left(
            "okp-unreduced",
            "y beyond the prime",
            "RFC 8032, 5.1.3",
            AttackKeys.ED25519,
            m -> m.put("x", little(ED_PRIME.add(BigInteger.TWO)))),
        left(
            "okp-off-curve",
            "a y without an x",
            "RFC 8032, 5.1.3",
            AttackKeys.ED25519,
            m -> m.put("x", little(BigInteger.TWO))),
        left(
            "okp-private",
            "the private part of an Edwards key published",
            "RFC 8037, 2",
            AttackKeys.ED25519,
            m -> m.putAll(AttackKeys.privateMembers(AttackKeys.ED25519))),
        left("key-use", "for encryption", "RFC 7517, 4.2", RSA, m -> m.put("use", "enc")),
        left(
            "key-ops",
            "for other operations",
            "RFC 7517, 4.3",
            RSA,
            m -> m.put("key_ops", List.of("encrypt"))),
        left(
            "key-ops-sign",
            "for making signatures alone",
            "RFC 7517, 4.3",
            RSA,
            m -> m.put("key_ops", List.of("sign"))),
        left(
            "key-ops-against-use",
            "to verify, but for encryption",
            "RFC 7517, 4.3",
            RSA,
            m -> {
              m.put("use", "enc");
              m.put("key_ops", List.of("verify"));
            }),
        left(
            "key-alg",
            "for an algorithm of encryption",
            "RFC 7517, 4.4",
            RSA,
            m -> m.put("alg", "RSA-OAEP-256")),
        left(
            "key-alg-misspelt",
            "for an algorithm that is none",
            "RFC 7517, 4.4",
            P256,
            m -> m.put("alg", "ES521")),
        left("key-kty-absent", "of no type", "RFC 7517, 4.1", RSA, m -> m.remove("kty")),
        left(
            "key-kty-letters",
            "its type in small letters",
            "RFC 7517, 4.1",
            RSA,
            m -> m.put("kty", "rsa")),
        left(
            "key-kty-other",
            "an EC key called RSA",
            "CVE-2022-23539",
            P256,
            m -> m.put("kty", "RSA")),
        left("key-kid-number", "its id a number", "RFC 7517, 4.5", RSA, m -> m.put("kid", 7)),
        with("key-use-sig", "for signatures", "RFC 7517, 4.2", RSA, m -> m.put("use", "sig")),
        with(
            "key-ops-verify",
            "to verify",
            "RFC 7517, 4.3",
            RSA,
            m -> m.put("key_ops", List.of("verify"))),
        with(
            "key-alg-good",
            "for the algorithm of the token",
            "RFC 7517, 4.4",
            RSA,
            m -> m.put("alg", "RS256")),
        with(
            "key-more",
            "with a member nobody knows",
            "RFC 7517, 4",
            RSA,
            m -> m.put("colour", Map.of("r", 1))),
        with(
            "rsa-n-long",
            "a zero before the modulus, as some make them",
            "RFC 7518, 6.3.1.1",
            RSA,
            m -> m.put("n", number(modulus(m), 257))));
  }

  private static AttackRow<Attempt> left(
      String id, String what, String clause, TestIssuer owner, Consumer<Map<String, Object>> how) {
    return refused("jwk-" + id, what, clause, UNKNOWN_KEY, a -> change(a, named(owner), how));
  }

  private static AttackRow<Attempt> with(
      String id, String what, String clause, TestIssuer owner, Consumer<Map<String, Object>> how) {
    return passes("jwk-" + id, what, clause, a -> change(a, named(owner), how));
  }

  private static void change(Attempt a, TestIssuer owner, Consumer<Map<String, Object>> how) {
    Map<String, Object> members = AttackKeys.members(owner);
    how.accept(members);
    a.key(owner, members);
  }

  private static TestIssuer named(TestIssuer owner) {
    Map<String, Object> members = AttackKeys.privateMembers(owner);
    members.put("kid", "odd");
    return TestIssuer.of(owner.algorithm(), AttackKeys.text(members));
  }

  private static BigInteger modulus(Map<String, Object> members) {
    return new BigInteger(1, decode(String.valueOf(members.get("n"))));
  }

  private static byte[] flipped(byte[] bytes) {
    bytes[bytes.length - 1] ^= 1;
    return bytes;
  }

  /** Encodes a number in so many bytes, or in the minimum. */
  private static String number(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] bare = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    byte[] whole = new byte[Math.max(length, bare.length)];
    System.arraycopy(bare, 0, whole, whole.length - bare.length, bare.length);
    return encode(whole);
  }

  private static String little(BigInteger y) {
    byte[] big = decode(number(y, 32));
    byte[] reversed = new byte[big.length];
    for (int i = 0; i < big.length; i++) {
      reversed[i] = big[big.length - 1 - i];
    }
    return encode(reversed);
  }

  private static byte[] decode(Object text) {
    return Base64.getUrlDecoder().decode(text.toString());
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
