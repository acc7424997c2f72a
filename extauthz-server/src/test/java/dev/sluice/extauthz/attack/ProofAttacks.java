package dev.sluice.extauthz.attack;

import static dev.sluice.extauthz.attack.BindingAttacks.proof;
import static dev.sluice.extauthz.attack.BindingAttacks.row;

import dev.sluice.common.token.attack.AttackRow;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The attacks with proofs of the possession of a key: their form, their key and their request. */
final class ProofAttacks {
  private static final TestIssuer P384 = TestIssuer.create(TokenAlgorithm.ES384, "p384");
  private static final TestIssuer EDWARDS = TestIssuer.create(TokenAlgorithm.EDDSA, "ed");
  private static final TestIssuer RSA = TestIssuer.create(TokenAlgorithm.RS512, "rsa");
  private static final TestIssuer WEAK = TestIssuer.create(TokenAlgorithm.RS256, "weak", 1024);
  private static final TestIssuer SECRET = TestIssuer.create(TokenAlgorithm.HS256, "secret");

  /** The holder's key with the x coordinate of the thief's, which is not on the curve. */
  private static final Map<String, Object> OFF_CURVE = offCurve();

  private ProofAttacks() {}

  static List<AttackRow<CredentialAttackRequest>> rows() {
    return Stream.of(forms(), keys(), requests()).flatMap(List::stream).toList();
  }

  private static List<AttackRow<CredentialAttackRequest>> forms() {
    return List.of(
        proof(
            "huge",
            "a huge one",
            "RFC 9449, 11.1",
            "dpop-size",
            p -> p.claim("filler", "x".repeat(8 * 1024))),
        proof(
            "two-parts",
            "without a signature part",
            "RFC 7515, 3.1",
            "dpop-malformed",
            p -> p.sending(text -> text.substring(0, text.lastIndexOf('.')))),
        proof(
            "padded",
            "with padding",
            "RFC 7515, 2",
            "dpop-malformed",
            p -> p.sending(text -> text + "=")),
        proof(
            "not-json",
            "claims that are not JSON",
            "RFC 7519, 7.2",
            "dpop-malformed",
            p -> p.payload("proof")),
        proof(
            "twice-member",
            "a claim twice",
            "RFC 7515, 4",
            "dpop-malformed",
            p -> p.payload("{\"htm\":\"POST\",\"htm\":\"GET\"}")),
        proof(
            "nested",
            "a JWT within the proof",
            "RFC 7519, 5.2",
            "dpop-malformed",
            p -> p.header("cty", "JWT").payload(ProofAttempt.HOLDER.token(Map.of("a", 1)))),
        proof(
            "critical",
            "a critical extension",
            "RFC 7515, 4.1.11",
            "dpop-malformed",
            p -> p.header("crit", List.of("exp")).header("exp", 1)),
        proof("typ-jwt", "the type JWT", "RFC 9449, 4.2", "dpop-type", p -> p.header("typ", "JWT")),
        proof("typ-none", "no type", "RFC 9449, 4.3", "dpop-type", p -> p.withoutHeader("typ")),
        row(
            "token-as-proof",
            "the token for a proof",
            "RFC 8725, 3.11",
            "dpop-type",
            c -> c.bound().authorization(t -> "DPoP " + t).line("dpop", t -> t)),
        proof(
            "none",
            "without an algorithm",
            "RFC 9449, 4.2",
            "dpop-algorithm",
            p ->
                p.header("alg", "none")
                    .sending(text -> text.substring(0, text.lastIndexOf('.') + 1))),
        proof(
            "symmetric",
            "a symmetric algorithm",
            "RFC 9449, 4.2",
            "dpop-algorithm",
            p -> p.key(SECRET)),
        proof(
            "unlisted",
            "an algorithm that is not listed",
            "RFC 9449, 5.1",
            "dpop-algorithm",
            p -> p.key(RSA)),
        proof("no-id", "no id", "RFC 9449, 4.3", "dpop-id", p -> p.withoutClaim("jti")),
        proof("id-empty", "an empty id", "RFC 9449, 4.2", "dpop-id", p -> p.claim("jti", "")),
        proof(
            "id-long",
            "an id of 257 characters",
            "RFC 9449, 11.1",
            "dpop-id",
            p -> p.claim("jti", "j".repeat(257))),
        proof(
            "id-number",
            "an id that is a number",
            "RFC 9449, 4.2",
            "dpop-malformed",
            p -> p.claim("jti", 7)));
  }

  private static List<AttackRow<CredentialAttackRequest>> keys() {
    return List.of(
        proof("no-key", "no key", "RFC 9449, 4.3", "dpop-key", p -> p.withoutHeader("jwk")),
        proof("key-text", "a key as text", "RFC 7517, 4", "dpop-key", p -> p.header("jwk", "k")),
        proof(
            "key-private",
            "the private key",
            "RFC 9449, 4.3",
            "dpop-key",
            p -> p.header("jwk", ProofAttempt.members(ProofAttempt.HOLDER.privateJwk()))),
        proof(
            "key-secret-member",
            "a member of private keys",
            "RFC 9449, 4.3",
            "dpop-key",
            p -> p.keyMember("d", "AA")),
        proof(
            "key-symmetric",
            "a symmetric key",
            "RFC 9449, 4.2",
            "dpop-key",
            p -> p.header("jwk", ProofAttempt.members(SECRET.privateJwk()))),
        proof(
            "key-reference",
            "an address of a key",
            "RFC 8725, 3.10",
            "dpop-key",
            p -> p.withoutHeader("jwk").header("jku", "https://thief.example/jwks")),
        proof(
            "key-other",
            "the key of the thief",
            "RFC 9449, 4.3",
            "dpop-thumbprint",
            p -> p.key(ProofAttempt.THIEF)),
        proof(
            "key-other-curve",
            "a key on another curve",
            "RFC 7638, 3.2",
            "dpop-thumbprint",
            p -> p.key(P384)),
        proof(
            "key-curve-renamed",
            "the key with the name of another curve",
            "RFC 7638, 3.2",
            "dpop-thumbprint",
            p -> p.keyMember("crv", "P-384")),
        proof(
            "signed-by-thief",
            "signed by the thief, with the key of the holder",
            "RFC 9449, 4.3",
            "dpop-signature",
            p -> p.signedBy(ProofAttempt.THIEF)),
        proof(
            "changed",
            "changed after it was signed",
            "RFC 7515, 5.2",
            "dpop-signature",
            p -> p.sending(ProofAttacks::withOtherId)),
        proof(
            "encryption",
            "a key for encryption",
            "RFC 7517, 4.2",
            "dpop-key",
            p -> p.keyMember("use", "enc")),
        row(
            "weak",
            "a short RSA key",
            "RFC 7518, 3.3",
            "dpop-key",
            c -> c.bound(ProofAttempt.members(WEAK.jwk())).proof(p -> p.key(WEAK))),
        row(
            "off-curve",
            "a point that is not on its curve",
            "CVE-2015-7940",
            "dpop-key",
            c -> c.bound(OFF_CURVE).proof(p -> p.header("jwk", OFF_CURVE))),
        row(
            "algorithm-of-other-key",
            "an algorithm that its key does not have",
            "RFC 8725, 3.1",
            "dpop-key",
            c ->
                c.bound(ProofAttempt.members(EDWARDS.jwk()))
                    .proof(p -> p.key(EDWARDS).header("alg", "ES256"))));
  }

  private static List<AttackRow<CredentialAttackRequest>> requests() {
    return List.of(
        proof(
            "method",
            "for another method",
            "RFC 9449, 4.3",
            "dpop-method",
            p -> p.claim("htm", "GET")),
        proof(
            "method-letters",
            "for the method in other letters",
            "RFC 9110, 9.1",
            "dpop-method",
            p -> p.claim("htm", "post")),
        proof(
            "method-none",
            "for no method",
            "RFC 9449, 4.3",
            "dpop-method",
            p -> p.withoutClaim("htm")),
        uri("path", "for another path", "https://api.example.com/v1/admin"),
        uri("path-longer", "for a longer path", ProofAttempt.URI + "/completions"),
        uri("path-letters", "for the path in other letters", "https://api.example.com/V1/chat"),
        uri("path-above", "for a path above the root", "https://api.example.com/../v1/chat"),
        uri("host", "for another host", "https://thief.example/v1/chat"),
        uri("host-longer", "for a longer host", "https://api.example.com.thief.example/v1/chat"),
        uri("user", "for the host behind a user", "https://api.example.com@thief.example/v1/chat"),
        uri("scheme", "for http", "http://api.example.com/v1/chat"),
        uri("scheme-other", "for another scheme", "wss://api.example.com/v1/chat"),
        uri("port", "for another port", "https://api.example.com:8443/v1/chat"),
        uri("relative", "for a path alone", "/v1/chat"),
        proof("uri-none", "for no URI", "RFC 9449, 4.3", "dpop-uri", p -> p.withoutClaim("htu")),
        proof(
            "uri-list",
            "for several URIs",
            "RFC 9449, 4.2",
            "dpop-uri",
            p -> p.claim("htu", List.of(ProofAttempt.URI))),
        proof(
            "token-other",
            "for another token",
            "RFC 9449, 7.2",
            "dpop-token",
            p -> p.claim("ath", ProofAttempt.digest("other"))),
        proof(
            "token-none",
            "for no token",
            "RFC 9449, 4.3",
            "dpop-token",
            p -> p.withoutClaim("ath")),
        proof(
            "old",
            "of 61 seconds ago",
            "RFC 9449, 11.1",
            "dpop-expired",
            p -> p.claim("iat", p.now - 61)),
        proof(
            "future",
            "of 6 seconds ahead",
            "RFC 9449, 11.1",
            "dpop-early",
            p -> p.claim("iat", p.now + 6)),
        proof("time-none", "of no time", "RFC 9449, 4.3", "dpop-time", p -> p.withoutClaim("iat")),
        proof(
            "time-text",
            "of a time as text",
            "RFC 9449, 4.2",
            "dpop-time",
            p -> p.claim("iat", "0")),
        proof(
            "time-large",
            "of a time that no double has",
            "RFC 7493, 2.2",
            "dpop-time",
            p -> p.claim("iat", (1L << 53) + 1)));
  }

  private static Map<String, Object> offCurve() {
    Map<String, Object> members = ProofAttempt.members(ProofAttempt.HOLDER.jwk());
    members.put("x", ProofAttempt.members(ProofAttempt.THIEF.jwk()).get("x"));
    return members;
  }

  /** Returns a proof with another id and the old signature. */
  private static String withOtherId(String proof) {
    String[] parts = proof.split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    return parts[0]
        + "."
        + TestIssuer.encode(claims.replace("proof-1", "proof-2"))
        + "."
        + parts[2];
  }

  private static AttackRow<CredentialAttackRequest> uri(String id, String what, String uri) {
    return proof(id, what, "RFC 9449, 4.3", "dpop-uri", p -> p.claim("htu", uri));
  }
}
