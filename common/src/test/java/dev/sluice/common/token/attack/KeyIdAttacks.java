package dev.sluice.common.token.attack;

import static dev.sluice.common.token.attack.AttackRow.passes;
import static dev.sluice.common.token.attack.AttackRow.refused;
import static dev.sluice.common.token.jws.TokenError.KEY_ID;
import static dev.sluice.common.token.jws.TokenError.SIGNATURE;
import static dev.sluice.common.token.jws.TokenError.UNKNOWN_KEY;

import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import java.util.List;
import java.util.Map;

/** The attacks by the key id, which is only used for a lookup, and by keys in the token. */
final class KeyIdAttacks {
  private static final String LONGEST = "k".repeat(512);
  private static final String ODD = "../k?a=1&b#\u00fc \u20ac";

  private KeyIdAttacks() {}

  static List<AttackRow<Attempt>> rows() {
    return List.of(
        refused(
            "kid-unknown",
            "of no key",
            "RFC 7515, 4.1.4",
            UNKNOWN_KEY,
            a -> a.header("kid", "other")),
        refused(
            "kid-letters",
            "in capital letters",
            "RFC 7515, 4.1.4",
            UNKNOWN_KEY,
            a -> a.header("kid", "RSA")),
        refused(
            "kid-blank",
            "a blank behind it",
            "RFC 7515, 4.1.4",
            UNKNOWN_KEY,
            a -> a.header("kid", "rsa ")),
        refused(
            "kid-prefix",
            "the beginning of one",
            "RFC 7515, 4.1.4",
            UNKNOWN_KEY,
            a -> a.header("kid", "rs")),
        refused(
            "kid-path",
            "a path to an empty file, and an empty secret",
            "RFC 8725, 3.10",
            UNKNOWN_KEY,
            a -> a.header("kid", "../../../../dev/null")),
        refused(
            "kid-sql",
            "a query that gives a secret",
            "RFC 8725, 3.10",
            UNKNOWN_KEY,
            a -> a.header("kid", "x' UNION SELECT 'secret")),
        refused(
            "kid-url",
            "an address of the attacker's",
            "RFC 8725, 3.10",
            UNKNOWN_KEY,
            a -> a.header("kid", "https://attacker.example/key")),
        refused(
            "kid-command",
            "a command",
            "RFC 8725, 3.10",
            UNKNOWN_KEY,
            a -> a.header("kid", "rsa|touch /tmp/x")),
        refused(
            "kid-zero",
            "one with a zero behind it",
            "RFC 8725, 3.10",
            UNKNOWN_KEY,
            a -> a.header("kid", "rsa\u0000.pem")),
        refused(
            "kid-composed",
            "another text that looks the same",
            "RFC 7515, 10.13",
            UNKNOWN_KEY,
            a ->
                a.by(
                    TestIssuer.of(
                        TokenAlgorithm.RS256,
                        AttackKeys.RSA.privateJwk().replace("\"rsa\"", "\"\uff52sa\"")))),
        refused("kid-empty", "an empty text", "RFC 7515, 4.1.4", KEY_ID, a -> a.header("kid", "")),
        refused("kid-number", "a number", "RFC 7515, 4.1.4", KEY_ID, a -> a.header("kid", 0)),
        refused("kid-null", "null", "RFC 7515, 4.1.4", KEY_ID, a -> a.header("kid", null)),
        refused(
            "kid-list", "a list", "RFC 7515, 4.1.4", KEY_ID, a -> a.header("kid", List.of("rsa"))),
        refused(
            "kid-object",
            "a query object",
            "RFC 8725, 3.10",
            KEY_ID,
            a -> a.header("kid", Map.of("$ne", ""))),
        refused(
            "kid-long",
            "longer than any",
            "RFC 7515, 4.1.4",
            KEY_ID,
            a -> a.header("kid", LONGEST + "k")),
        refused(
            "kid-absent",
            "none, where several keys have the algorithm",
            "RFC 7515, 6",
            KEY_ID,
            a -> a.keys(AttackKeys.RSA, AttackKeys.STRANGER).withoutHeader("kid")),
        refused(
            "key-jwk",
            "the key in the header",
            "CVE-2018-0114",
            SIGNATURE,
            a -> a.by(AttackKeys.STRANGER).header("jwk", AttackKeys.members(AttackKeys.STRANGER))),
        refused(
            "key-jku",
            "an address of keys in the header",
            "RFC 8725, 3.10",
            SIGNATURE,
            a -> a.by(AttackKeys.STRANGER).header("jku", "http://127.0.0.1:1/keys")),
        refused(
            "key-x5u",
            "an address of certificates in the header",
            "RFC 7515, 4.1.5",
            SIGNATURE,
            a -> a.by(AttackKeys.STRANGER).header("x5u", "http://127.0.0.1:1/chain")),
        refused(
            "key-x5c",
            "a certificate in the header",
            "RFC 7515, 4.1.6",
            SIGNATURE,
            a -> a.by(AttackKeys.STRANGER).header("x5c", List.of("MIIB"))),
        refused(
            "key-jwk-kid",
            "the key in the header, under an id that is not known",
            "RFC 7515, 4.1.3",
            UNKNOWN_KEY,
            a ->
                a.by(AttackKeys.STRANGER)
                    .header("kid", "mine")
                    .header("jwk", AttackKeys.members(AttackKeys.STRANGER))),
        passes(
            "kid-longest",
            "as long as may be",
            "RFC 7515, 4.1.4",
            a -> a.key(named(LONGEST), AttackKeys.members(named(LONGEST)))),
        passes(
            "kid-odd",
            "of characters that mean something elsewhere",
            "RFC 7515, 4.1.4",
            a -> a.key(named(ODD), AttackKeys.members(named(ODD)))),
        passes(
            "kid-one-key",
            "none, where there is one key",
            "RFC 7515, 4.1.4",
            a -> a.keys(AttackKeys.RSA).withoutHeader("kid")),
        passes(
            "kid-one-rsa",
            "none, where one key has the algorithm",
            "RFC 7515, 6",
            a -> a.withoutHeader("kid")),
        passes(
            "kid-one-p384",
            "none, where one key is on P-384",
            "RFC 7515, 6",
            a -> a.by(AttackKeys.P384).withoutHeader("kid")),
        passes(
            "kid-one-p521",
            "none, where one key is on P-521",
            "RFC 7515, 6",
            a -> a.by(AttackKeys.P521).withoutHeader("kid")),
        passes(
            "key-jku-unread",
            "an address of keys that nobody asks",
            "RFC 7515, 4.1.2",
            a -> a.header("jku", "http://127.0.0.1:1/keys")),
        passes(
            "key-x5t-unread",
            "a thumbprint of no certificate here",
            "RFC 7515, 4.1.7",
            a -> a.header("x5t", "AAAA")));
  }

  private static TestIssuer named(String kid) {
    Map<String, Object> members = AttackKeys.privateMembers(AttackKeys.STRANGER);
    members.put("kid", kid);
    return TestIssuer.of(TokenAlgorithm.RS256, AttackKeys.text(members));
  }
}
