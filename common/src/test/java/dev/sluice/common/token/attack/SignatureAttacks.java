package dev.sluice.common.token.attack;

import static dev.sluice.common.token.attack.AttackRow.passes;
import static dev.sluice.common.token.attack.AttackRow.refused;
import static dev.sluice.common.token.jws.TokenError.JSON;
import static dev.sluice.common.token.jws.TokenError.MALFORMED;
import static dev.sluice.common.token.jws.TokenError.SIGNATURE;

import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The attacks by the signature, which must be exactly that of the first two parts. */
final class SignatureAttacks {
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final BigInteger ED_ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private SignatureAttacks() {}

  static List<AttackRow<Attempt>> rows() {
    return List.of(
        refused(
            "sig-no-part",
            "no third part",
            "RFC 7515, 7.1",
            MALFORMED,
            a -> a.signing(text -> text)),
        refused(
            "sig-empty",
            "an empty third part",
            "CVE-2020-28042",
            SIGNATURE,
            a -> a.signature(s -> "")),
        refused(
            "sig-stranger",
            "by a key of the same id",
            "RFC 7515, 5.2",
            SIGNATURE,
            a -> a.by(AttackKeys.STRANGER)),
        refused(
            "sig-payload",
            "other claims than were signed",
            "RFC 7515, 5.2",
            SIGNATURE,
            a -> a.sending(SignatureAttacks::administrator)),
        refused(
            "sig-header",
            "another header than was signed",
            "RFC 7515, 5.2",
            SIGNATURE,
            a ->
                a.sending(t ->
                    part(new Attempt().header("x", 1).token(), 0)
                        + "."
                        + part(t, 1)
                        + "."
                        + part(t, 2))),
        refused(
            "sig-border",
            "the dot between header and claims moved",
            "RFC 7515, 5.1",
            JSON,
            a ->
                a.sending(t ->
                    part(t, 0)
                        + part(t, 1).substring(0, 4)
                        + "."
                        + part(t, 1).substring(4)
                        + "."
                        + part(t, 2))),
        refused(
            "sig-short",
            "a byte less",
            "RFC 8017, 8.2.2",
            SIGNATURE,
            a -> a.signature(s -> encode(Arrays.copyOf(decode(s), 255)))),
        refused(
            "sig-long",
            "a zero more",
            "RFC 8017, 8.2.2",
            SIGNATURE,
            a -> a.signature(s -> encode(Arrays.copyOf(decode(s), 257)))),
        refused(
            "sig-rsa-zero",
            "the number zero",
            "RFC 8017, 5.2.2",
            SIGNATURE,
            a -> a.signature(s -> encode(new byte[256]))),
        refused(
            "sig-rsa-modulus",
            "a number beyond the modulus",
            "RFC 8017, 5.2.2",
            SIGNATURE,
            a -> a.signature(s -> "_".repeat(341) + "w")),
        refused(
            "sig-es-zero",
            "r and s are zero",
            "CVE-2022-21449",
            SIGNATURE,
            a -> a.by(AttackKeys.P256).signature(s -> encode(new byte[64]))),
        refused(
            "sig-es-order",
            "r and s are the order of the curve",
            "RFC 8725, 3.4",
            SIGNATURE,
            a -> a.by(AttackKeys.P256).signature(s -> encode(pair(P256_ORDER, P256_ORDER)))),
        refused(
            "sig-es-wrapped",
            "s has the order added",
            "RFC 7518, 3.4",
            SIGNATURE,
            a -> a.by(AttackKeys.P256).signature(s -> encode(wide(decode(s))))),
        refused(
            "sig-es-der",
            "in the form of certificates",
            "RFC 7518, 3.4",
            SIGNATURE,
            a -> a.by(AttackKeys.P256).signature(s -> encode(der(decode(s))))),
        refused(
            "sig-es-half",
            "r alone",
            "RFC 7518, 3.4",
            SIGNATURE,
            a -> a.by(AttackKeys.P256).signature(s -> encode(Arrays.copyOf(decode(s), 32)))),
        refused(
            "sig-es-swapped",
            "s before r",
            "RFC 7518, 3.4",
            SIGNATURE,
            a ->
                a.by(AttackKeys.P256)
                    .signature(s -> {
                      byte[] rs = decode(s);
                      return encode(
                          pair(new BigInteger(1, rs, 32, 32), new BigInteger(1, rs, 0, 32)));
                    })),
        refused(
            "sig-ed-payload",
            "other claims than were signed, on Ed25519",
            "RFC 8032, 5.1.7",
            SIGNATURE,
            a -> a.by(AttackKeys.ED25519).sending(SignatureAttacks::administrator)),
        refused(
            "sig-ed448-payload",
            "other claims than were signed, on Ed448",
            "RFC 8032, 5.2.7",
            SIGNATURE,
            a -> a.by(AttackKeys.ED448).sending(SignatureAttacks::administrator)),
        refused(
            "sig-ed-order",
            "s on an Edwards curve has the order added",
            "RFC 8032, 5.1.7",
            SIGNATURE,
            a -> a.by(AttackKeys.ED25519).signature(s -> encode(edWrapped(decode(s))))),
        refused(
            "sig-ed-short",
            "half of it",
            "RFC 8032, 5.1.7",
            SIGNATURE,
            a -> a.by(AttackKeys.ED25519).signature(s -> encode(Arrays.copyOf(decode(s), 32)))),
        refused(
            "sig-ed-other-curve",
            "Ed448's under an Ed25519 key",
            "RFC 8037, 3.1",
            SIGNATURE,
            a -> a.by(AttackKeys.ED25519).onlySignedBy(AttackKeys.ED448)),
        refused(
            "sig-hs-cut",
            "the first half of the hash",
            "RFC 7518, 3.2",
            SIGNATURE,
            a -> agreed(a).signature(s -> encode(Arrays.copyOf(decode(s), 16)))),
        refused(
            "sig-hs-other",
            "by another secret",
            "RFC 7518, 3.2",
            SIGNATURE,
            a ->
                agreed(a).onlySignedBy(AttackKeys.secret(TokenAlgorithm.HS256, "x", new byte[32]))),
        passes(
            "sig-es-other-s",
            "the other s of the same r",
            "RFC 7518, 3.4",
            a ->
                a.by(AttackKeys.P256)
                    .signature(s -> {
                      byte[] rs = decode(s);
                      BigInteger other = P256_ORDER.subtract(new BigInteger(1, rs, 32, 32));
                      return encode(pair(new BigInteger(1, rs, 0, 32), other));
                    })));
  }

  private static Attempt agreed(Attempt a) {
    TestIssuer secret = AttackKeys.SECRET.with(TokenAlgorithm.HS256);
    return a.by(secret).keys(secret).algorithms(TokenAlgorithm.HS256);
  }

  /** Returns the token with administrator claims and the original signature. */
  private static String administrator(String token) {
    String claims = part(new Attempt().claim("role", "admin").token(), 1);
    return part(token, 0) + "." + claims + "." + part(token, 2);
  }

  private static String part(String token, int index) {
    return token.split("\\.", -1)[index];
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] pair(BigInteger r, BigInteger s) {
    byte[] both = new byte[64];
    put(r, both, 32);
    put(s, both, 64);
    return both;
  }

  private static void put(BigInteger number, byte[] into, int end) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    System.arraycopy(bytes, from, into, end - bytes.length + from, bytes.length - from);
  }

  /** Encodes both numbers in 33 bytes. */
  private static byte[] wide(byte[] rs) {
    byte[] both = new byte[66];
    put(new BigInteger(1, rs, 0, 32), both, 33);
    put(new BigInteger(1, rs, 32, 32).add(P256_ORDER), both, 66);
    return both;
  }

  private static byte[] der(byte[] rs) {
    byte[] r = new BigInteger(1, rs, 0, 32).toByteArray();
    byte[] s = new BigInteger(1, rs, 32, 32).toByteArray();
    byte[] der = new byte[6 + r.length + s.length];
    byte[] head = {0x30, (byte) (4 + r.length + s.length), 2, (byte) r.length};
    System.arraycopy(head, 0, der, 0, 4);
    System.arraycopy(r, 0, der, 4, r.length);
    der[4 + r.length] = 2;
    der[5 + r.length] = (byte) s.length;
    System.arraycopy(s, 0, der, 6 + r.length, s.length);
    return der;
  }

  /** Adds the group order to the second half, a little-endian number. */
  private static byte[] edWrapped(byte[] signature) {
    byte[] s = new byte[32];
    for (int i = 0; i < 32; i++) {
      s[31 - i] = signature[32 + i];
    }
    byte[] wrapped = new BigInteger(1, s).add(ED_ORDER).toByteArray();
    byte[] other = signature.clone();
    for (int i = 0; i < 32; i++) {
      int from = wrapped.length - 1 - i;
      other[32 + i] = from < 0 ? 0 : wrapped[from];
    }
    return other;
  }
}
