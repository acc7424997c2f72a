package dev.sluice.common.token.attack;

import static dev.sluice.common.token.attack.AttackRow.passes;
import static dev.sluice.common.token.attack.AttackRow.refused;
import static dev.sluice.common.token.jws.TokenError.ALGORITHM;
import static dev.sluice.common.token.jws.TokenError.SIGNATURE;

import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The attacks by the algorithm: a header must not decide how a token is verified. */
final class AlgorithmAttacks {
  private static final String DER_PREFIX =
      "30820122300d06092a864886f70d01010105000382010f003082010a0282010100";

  private AlgorithmAttacks() {}

  static List<AttackRow<Attempt>> rows() {
    return List.of(
        refused(
            "alg-none",
            "none, and no signature",
            "RFC 8725, 3.1",
            ALGORITHM,
            a -> a.header("alg", "none").signature(s -> "")),
        refused(
            "alg-none-letters",
            "none in mixed letters",
            "RFC 7515, 4.1.1",
            ALGORITHM,
            a -> a.header("alg", "nOnE").signature(s -> "")),
        refused(
            "alg-none-signed",
            "none, with a good signature",
            "CVE-2022-23540",
            ALGORITHM,
            a -> a.header("alg", "none")),
        refused("alg-absent", "no alg", "RFC 7515, 4.1.1", ALGORITHM, a -> a.withoutHeader("alg")),
        refused("alg-null", "null", "RFC 7515, 4.1.1", ALGORITHM, a -> a.header("alg", null)),
        refused("alg-number", "a number", "RFC 7515, 4.1.1", ALGORITHM, a -> a.header("alg", 256)),
        refused(
            "alg-list",
            "a list with a good one",
            "RFC 7515, 4.1.1",
            ALGORITHM,
            a -> a.header("alg", List.of("RS256"))),
        refused(
            "alg-empty", "an empty text", "RFC 7515, 4.1.1", ALGORITHM, a -> a.header("alg", "")),
        refused(
            "alg-small",
            "in small letters",
            "RFC 7518, 3.1",
            ALGORITHM,
            a -> a.header("alg", "rs256")),
        refused(
            "alg-blank",
            "a blank behind it",
            "RFC 7518, 3.1",
            ALGORITHM,
            a -> a.header("alg", "RS256 ")),
        refused(
            "alg-unknown",
            "a name nobody registered",
            "RFC 7515, 5.2",
            ALGORITHM,
            a -> a.header("alg", "XX256")),
        refused(
            "alg-encryption",
            "an algorithm of JWE",
            "RFC 7518, 4.1",
            ALGORITHM,
            a -> a.header("alg", "RSA-OAEP")),
        refused(
            "alg-sha1", "RSA with SHA-1", "RFC 8812, 2", ALGORITHM, a -> a.header("alg", "RS1")),
        refused(
            "alg-secp256k1",
            "the curve of coins",
            "RFC 8812, 3.2",
            ALGORITHM,
            a -> a.by(AttackKeys.P256).header("alg", "ES256K")),
        refused(
            "alg-hs-pem",
            "HMAC with the public key's PEM",
            "CVE-2016-5431",
            ALGORITHM,
            a ->
                a.onlySignedBy(
                        AttackKeys.secret(
                            TokenAlgorithm.HS256, "rsa", pem().getBytes(StandardCharsets.US_ASCII)))
                    .header("alg", "HS256")),
        refused(
            "alg-hs-jwk",
            "HMAC with the public key's JWK",
            "RFC 8725, 2.1",
            ALGORITHM,
            a -> a.onlySignedBy(secretOf(AttackKeys.RSA.jwk())).header("alg", "HS256")),
        refused(
            "alg-hs-point",
            "HMAC with the x of an EC key",
            "CVE-2024-33663",
            ALGORITHM,
            a ->
                a.by(AttackKeys.P256)
                    .header("alg", "HS256")
                    .onlySignedBy(
                        AttackKeys.secret(
                            TokenAlgorithm.HS256, "p256", AttackKeys.bytes(AttackKeys.P256, "x")))),
        refused(
            "alg-hs-published",
            "HMAC with a secret that the key set gives away",
            "RFC 7517, 9.2",
            ALGORITHM,
            a -> a.key(AttackKeys.SECRET, AttackKeys.members(AttackKeys.SECRET))),
        refused(
            "alg-hs-issuer",
            "a public key's token where a secret is agreed",
            "CVE-2015-9235",
            ALGORITHM,
            a -> a.keys(AttackKeys.SECRET).algorithms(TokenAlgorithm.HS512)),
        refused(
            "alg-not-allowed",
            "one that the issuer does not use",
            "RFC 8725, 3.1",
            ALGORITHM,
            a -> a.algorithms(TokenAlgorithm.ES256)),
        refused(
            "alg-es-of-rsa",
            "ES256 under the id of an RSA key",
            "RFC 8725, 3.1",
            ALGORITHM,
            a -> a.by(AttackKeys.P256).header("kid", "rsa")),
        refused(
            "alg-rs-of-ec",
            "RS256 under the id of an EC key",
            "CVE-2022-23539",
            ALGORITHM,
            a -> a.header("kid", "p256")),
        refused(
            "alg-other-curve",
            "ES384 with a key on P-256",
            "RFC 7518, 3.4",
            ALGORITHM,
            a -> a.by(AttackKeys.P256).header("alg", "ES384")),
        refused(
            "alg-ed-of-ec",
            "EdDSA with a key on P-256",
            "RFC 8037, 3.1",
            ALGORITHM,
            a -> a.by(AttackKeys.P256).header("alg", "EdDSA")),
        refused(
            "alg-of-key",
            "RS384 with a key that is for RS256",
            "RFC 7517, 4.4",
            ALGORITHM,
            a -> a.key(odd(TokenAlgorithm.RS384), with(odd(TokenAlgorithm.RS256), "RS256"))),
        refused(
            "alg-pss-as-pkcs1",
            "a PSS signature called RS256",
            "RFC 7518, 3.5",
            SIGNATURE,
            a -> a.onlySignedBy(AttackKeys.RSA.with(TokenAlgorithm.PS256))),
        refused(
            "alg-other-hash",
            "SHA-512 called RS256",
            "RFC 7518, 3.3",
            SIGNATURE,
            a -> a.onlySignedBy(AttackKeys.RSA.with(TokenAlgorithm.RS512))),
        refused(
            "alg-mgf-hash",
            "PS512 called PS256",
            "RFC 7518, 3.5",
            SIGNATURE,
            a -> a.onlySignedBy(AttackKeys.RSA.with(TokenAlgorithm.PS512)).header("alg", "PS256")),
        good("rs256", "RFC 7518, 3.3", TokenAlgorithm.RS256),
        good("rs384", "RFC 7518, 3.3", TokenAlgorithm.RS384),
        good("rs512", "RFC 7518, 3.3", TokenAlgorithm.RS512),
        good("ps256", "RFC 7518, 3.5", TokenAlgorithm.PS256),
        good("ps384", "RFC 7518, 3.5", TokenAlgorithm.PS384),
        good("ps512", "RFC 7518, 3.5", TokenAlgorithm.PS512),
        good("es256", "RFC 7518, 3.4", AttackKeys.P256),
        good("es384", "RFC 7518, 3.4", AttackKeys.P384),
        good("es512", "RFC 7518, 3.4", AttackKeys.P521),
        good("ed25519", "RFC 8037, 3.1", AttackKeys.ED25519),
        good("ed448", "RFC 8037, 3.1", AttackKeys.ED448),
        agreed("hs256", TokenAlgorithm.HS256),
        agreed("hs384", TokenAlgorithm.HS384),
        agreed("hs512", TokenAlgorithm.HS512));
  }

  private static AttackRow<Attempt> good(String id, String clause, TokenAlgorithm algorithm) {
    return good(id, clause, AttackKeys.RSA.with(algorithm));
  }

  private static AttackRow<Attempt> good(String id, String clause, TestIssuer issuer) {
    return passes("alg-good-" + id, id + " by a published key", clause, a -> a.by(issuer));
  }

  private static AttackRow<Attempt> agreed(String id, TokenAlgorithm algorithm) {
    TestIssuer secret = AttackKeys.SECRET.with(algorithm);
    return passes(
        "alg-good-" + id,
        id + " where a secret is agreed",
        "RFC 7518, 3.2",
        a -> a.by(secret).keys(secret).algorithms(algorithm));
  }

  private static TestIssuer odd(TokenAlgorithm algorithm) {
    return TestIssuer.of(algorithm, AttackKeys.STRANGER.privateJwk().replace("\"rsa\"", "\"odd\""));
  }

  private static Map<String, Object> with(TestIssuer issuer, String algorithm) {
    Map<String, Object> members = AttackKeys.members(issuer);
    members.put("alg", algorithm);
    return members;
  }

  private static TestIssuer secretOf(String text) {
    return AttackKeys.secret(TokenAlgorithm.HS256, "rsa", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String pem() {
    byte[] modulus = AttackKeys.bytes(AttackKeys.RSA, "n");
    String der = DER_PREFIX + HexFormat.of().formatHex(modulus) + "0203010001";
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(HexFormat.of().parseHex(der))
        + "\n-----END PUBLIC KEY-----\n";
  }
}
