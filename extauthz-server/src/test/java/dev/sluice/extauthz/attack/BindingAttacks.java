package dev.sluice.extauthz.attack;

import static java.util.Map.entry;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.common.token.attack.AttackRow;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The attacks with tokens that are bound to a key or a certificate of their holder. */
final class BindingAttacks {
  private static final TestIssuer P384 = TestIssuer.create(TokenAlgorithm.ES384, "p384");
  private static final TestIssuer EDWARDS = TestIssuer.create(TokenAlgorithm.EDDSA, "ed");
  private static final TestIssuer RSA = TestIssuer.create(TokenAlgorithm.PS256, "rsa");
  private static final TestCa AUTHORITY = new TestCa("clients");
  private static final TestCa.Issued OWN = AUTHORITY.issue("spiffe://mesh.example/own");
  private static final TestCa.Issued OTHER = AUTHORITY.issue("spiffe://mesh.example/other");

  private BindingAttacks() {}

  static List<AttackRow<CredentialAttackRequest>> rows() {
    return Stream.of(schemes(), certificates(), passing()).flatMap(List::stream).toList();
  }

  private static List<AttackRow<CredentialAttackRequest>> schemes() {
    return List.of(
        row(
            "bearer",
            "a token of a key, sent as Bearer",
            "RFC 9449, 7.1",
            "dpop-required",
            c -> c.proof(p -> {}).authorization(t -> "Bearer " + t)),
        row(
            "key-beside",
            "a key beside a bound token",
            "RFC 9449, 7.1",
            "unreadable",
            c -> c.proof(p -> {}).line("x-api-key", t -> t)),
        row(
            "both-schemes",
            "Bearer behind DPoP",
            "RFC 9449, 7.1",
            "unreadable",
            c -> c.proof(p -> {}).authorization(t -> "DPoP " + t + ",Bearer " + t)),
        row(
            "no-proof",
            "no proof",
            "RFC 9449, 4.3",
            "dpop-missing",
            c -> c.bound().authorization(t -> "DPoP " + t)),
        row(
            "empty",
            "an empty proof",
            "RFC 9449, 4.3",
            "dpop-missing",
            c -> c.raw().bound().authorization(t -> "DPoP " + t).line("dpop", t -> "")),
        row(
            "two",
            "two headers with proofs",
            "RFC 9449, 4.3",
            "dpop-repeated",
            c -> c.raw().proof(p -> {}).line("dpop", t -> new ProofAttempt().text(t))),
        row(
            "joined",
            "two proofs in one header",
            "RFC 9449, 4.3",
            "dpop-repeated",
            c -> c.proof(p -> p.sending(text -> text + "," + text))),
        row(
            "replay",
            "a proof for the second time",
            "RFC 9449, 11.1",
            "dpop-replayed",
            c -> c.proof(p -> {}).times(2)));
  }

  private static List<AttackRow<CredentialAttackRequest>> certificates() {
    return List.of(
        row(
            "certificate-none",
            "no certificate",
            "RFC 8705, 3",
            "certificate-missing",
            c -> c.boundTo(OWN)),
        row(
            "certificate-other",
            "another certificate of the same authority",
            "RFC 8705, 3",
            "certificate-other",
            c -> c.boundTo(OWN).certificate(OTHER)),
        row(
            "certificate-forged",
            "the certificate in a header of the client",
            "RFC 8705, 3",
            "certificate-missing",
            c ->
                c.boundTo(OWN)
                    .line(
                        "x-forwarded-client-cert",
                        t -> "Hash=" + CredentialAttackRequest.hash(OWN))),
        row(
            "certificate-broken",
            "a certificate that cannot be read",
            "RFC 7468, 2",
            "certificate-missing",
            c -> c.boundTo(OWN).certificate("-----BEGIN%20CERTIFICATE-----%0")),
        row(
            "certificate-dpop",
            "the certificate, with the scheme DPoP",
            "RFC 9449, 7.1",
            "dpop-unbound",
            c -> c.boundTo(OWN).certificate(OWN).authorization(t -> "DPoP " + t)),
        row(
            "both-no-proof",
            "the certificate of a token that needs a proof too",
            "RFC 7800, 3.1",
            "dpop-required",
            c -> c.claim("cnf", both()).certificate(OWN)),
        row(
            "both-no-certificate",
            "the proof of a token that needs a certificate too",
            "RFC 7800, 3.1",
            "certificate-missing",
            c -> c.proof(p -> {}).claim("cnf", both())),
        row(
            "and-unknown",
            "a further member that nobody knows",
            "RFC 7800, 3.1",
            "not-proved",
            c -> c.certificate(OWN).claim("cnf", Map.ofEntries(certificate(), entry("kid", "k")))),
        row(
            "embedded-key",
            "a whole key in the token",
            "RFC 7800, 3.2",
            "not-proved",
            c ->
                c.proof(p -> {})
                    .claim("cnf", Map.of("jwk", ProofAttempt.members(ProofAttempt.HOLDER.jwk())))),
        row(
            "thumbprint-short",
            "a thumbprint that is too short",
            "RFC 9449, 6.1",
            "not-proved",
            c -> c.proof(p -> {}).claim("cnf", Map.of("jkt", "AAAA"))),
        row(
            "thumbprint-number",
            "a thumbprint that is a number",
            "RFC 9449, 6.1",
            "not-proved",
            c -> c.proof(p -> {}).claim("cnf", Map.of("jkt", 7))),
        row(
            "thumbprint-empty",
            "no thumbprint at all",
            "RFC 7800, 3.1",
            "not-proved",
            c -> c.claim("cnf", Map.of())));
  }

  private static List<AttackRow<CredentialAttackRequest>> passing() {
    return List.of(
        pass("good", "a proof of the holder", "RFC 9449, 7.1", p -> {}),
        pass(
            "typ-good",
            "the type with its prefix",
            "RFC 7515, 4.1.9",
            p -> p.header("typ", "application/DPoP+JWT")),
        pass(
            "uri-good",
            "its URI in another form",
            "RFC 3986, 6.2.2",
            p -> p.claim("htu", "HTTPS://API.example.com:443/v1/./%63hat")),
        pass(
            "query-good",
            "its URI with query and fragment",
            "RFC 9449, 4.3",
            p -> p.claim("htu", ProofAttempt.URI + "?a=b#c")),
        pass("old-good", "of 60 seconds ago", "RFC 9449, 11.1", p -> p.claim("iat", p.now - 60)),
        pass("future-good", "of 5 seconds ahead", "RFC 9449, 11.1", p -> p.claim("iat", p.now + 5)),
        pass(
            "nonce-good",
            "a nonce that nobody asked for",
            "RFC 9449, 4.2",
            p -> p.claim("nonce", "n-1")),
        passing("ed-good", "of an Ed25519 key", "RFC 8037, 3.1", EDWARDS),
        passing("rsa-good", "of an RSA key", "RFC 7518, 3.5", RSA),
        passing("p384-good", "of a P-384 key", "RFC 7518, 3.4", P384),
        row(
            "certificate-good",
            "the certificate of the token",
            "RFC 8705, 3.1",
            AttackRow.PASS,
            c -> c.boundTo(OWN).certificate(OWN)),
        row(
            "both-good",
            "the certificate and the proof",
            "RFC 7800, 3.1",
            AttackRow.PASS,
            c -> c.proof(p -> {}).claim("cnf", both()).certificate(OWN)));
  }

  private static Map<String, Object> both() {
    return Map.ofEntries(certificate(), entry("jkt", ProofAttempt.HOLDER.thumbprint()));
  }

  private static Map.Entry<String, Object> certificate() {
    return entry("x5t#S256", CredentialAttackRequest.digest(OWN));
  }

  /** Returns a row for a proof with one change. */
  static AttackRow<CredentialAttackRequest> proof(
      String id, String what, String clause, String verdict, Consumer<ProofAttempt> change) {
    return row(id, "a proof: " + what, clause, verdict, c -> c.proof(change));
  }

  private static AttackRow<CredentialAttackRequest> pass(
      String id, String what, String clause, Consumer<ProofAttempt> change) {
    return proof(id, what, clause, AttackRow.PASS, change);
  }

  private static AttackRow<CredentialAttackRequest> passing(
      String id, String what, String clause, TestIssuer key) {
    return row(
        id,
        "a proof: " + what,
        clause,
        AttackRow.PASS,
        c -> c.bound(ProofAttempt.members(key.jwk())).proof(p -> p.key(key)));
  }

  /** Returns a row for a request with a bound token. */
  static AttackRow<CredentialAttackRequest> row(
      String id,
      String what,
      String clause,
      String verdict,
      Consumer<CredentialAttackRequest> change) {
    return new AttackRow<>("bind-" + id, what, clause, verdict, change);
  }
}
