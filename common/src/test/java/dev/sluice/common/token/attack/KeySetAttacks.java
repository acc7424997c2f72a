package dev.sluice.common.token.attack;

import static dev.sluice.common.token.attack.AttackRow.passes;
import static dev.sluice.common.token.attack.AttackRow.refused;
import static dev.sluice.common.token.jws.TokenError.KEYS_EXPIRED;

import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import java.util.List;
import java.util.function.Consumer;

/** The attacks by the whole key set: an ambiguous document has no key. */
final class KeySetAttacks {
  private KeySetAttacks() {}

  static List<AttackRow<Attempt>> rows() {
    return List.of(
        none(
            "twice",
            "keys twice",
            "RFC 7517, 5",
            a -> a.document("{\"keys\":[]," + TestIssuer.jwks(AttackKeys.RSA).substring(1))),
        none(
            "member-twice",
            "a member of a key twice",
            "RFC 7517, 4",
            a -> a.document(rsa().replace("\"kty\"", "\"kid\":\"other\",\"kty\""))),
        none(
            "list",
            "a list in place of an object",
            "RFC 7517, 5",
            a -> a.document("[" + AttackKeys.RSA.jwk() + "]")),
        none(
            "one", "a key in place of a set", "RFC 7517, 5", a -> a.document(AttackKeys.RSA.jwk())),
        none(
            "object",
            "an object of keys",
            "RFC 7517, 5.1",
            a -> a.document("{\"keys\":{\"rsa\":" + AttackKeys.RSA.jwk() + "}}")),
        none("empty", "no key", "RFC 7517, 5.1", a -> a.document("{\"keys\":[]}")),
        none("behind", "something behind it", "RFC 8259, 2", a -> a.document(rsa() + "{}")),
        none(
            "deep",
            "a member nested too deep",
            "CVE-2025-53864",
            a ->
                a.document(
                    rsa()
                        .replace(
                            "\"kty\"", "\"x\":" + "[".repeat(40) + "]".repeat(40) + ",\"kty\""))),
        none(
            "secret-short",
            "a secret of 31 bytes for HS256",
            "RFC 7518, 3.2",
            a -> agreed(a, AttackKeys.secret(TokenAlgorithm.HS256, "s", new byte[31]))),
        none(
            "secret-short-512",
            "a secret of 63 bytes for HS512",
            "RFC 7518, 3.2",
            a -> agreed(a, AttackKeys.secret(TokenAlgorithm.HS512, "s", new byte[63]))),
        none(
            "secret-empty",
            "an empty secret",
            "CVE-2019-20933",
            a ->
                a.by(AttackKeys.SECRET)
                    .algorithms(TokenAlgorithm.HS512)
                    .document("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"secret\",\"k\":\"\"}]}")),
        none(
            "secret-mixed",
            "a secret beside a public key",
            "RFC 8725, 3.1",
            a ->
                a.by(AttackKeys.SECRET)
                    .algorithms(TokenAlgorithm.HS512)
                    .keys(AttackKeys.SECRET, AttackKeys.RSA)),
        none(
            "secret-encryption",
            "a secret for encryption",
            "RFC 7517, 4.4",
            a ->
                a.by(AttackKeys.SECRET)
                    .algorithms(TokenAlgorithm.HS512)
                    .document(
                        "{\"keys\":["
                            + AttackKeys.SECRET
                                .jwk()
                                .replace("\"kty\"", "\"alg\":\"A256KW\",\"kty\"")
                            + "]}")),
        passes(
            "jwks-broken-beside",
            "a broken key beside the good one",
            "RFC 7517, 5",
            a ->
                a.document("{\"keys\":[7,null,{},{\"kty\":\"XX\"}," + AttackKeys.RSA.jwk() + "]}")),
        passes(
            "jwks-secret-beside",
            "a secret beside published keys is not read",
            "RFC 7517, 5",
            a -> a.keys(AttackKeys.SECRET, AttackKeys.RSA)),
        passes(
            "jwks-same-id",
            "two kinds of keys under one id",
            "RFC 7517, 4.5",
            a ->
                a.document(
                    "{\"keys\":["
                        + AttackKeys.P256.jwk().replace("\"p256\"", "\"rsa\"")
                        + ","
                        + AttackKeys.RSA.jwk()
                        + "]}")),
        passes(
            "jwks-same-kind",
            "two keys of one kind under one id, each the issuer's",
            "RFC 7517, 4.5",
            a -> a.keys(AttackKeys.STRANGER, AttackKeys.RSA)),
        passes(
            "jwks-more",
            "members of the set that nobody knows",
            "RFC 7517, 5",
            a -> a.document(rsa().replace("{\"keys\"", "{\"issuer\":{},\"keys\""))));
  }

  private static AttackRow<Attempt> none(
      String id, String what, String clause, Consumer<Attempt> change) {
    return refused("jwks-" + id, what, clause, KEYS_EXPIRED, change);
  }

  private static void agreed(Attempt a, TestIssuer secret) {
    a.by(AttackKeys.SECRET.with(secret.algorithm()))
        .header("kid", "s")
        .keys(secret)
        .algorithms(secret.algorithm());
  }

  private static String rsa() {
    return TestIssuer.jwks(AttackKeys.RSA);
  }
}
