package dev.sluice.extauthz.attack;

import dev.sluice.common.Sha256;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A proof of the possession of a key, which starts valid and is then changed. */
final class ProofAttempt {
  static final TestIssuer HOLDER = TestIssuer.create(TokenAlgorithm.ES256, "holder");
  static final TestIssuer THIEF = TestIssuer.create(TokenAlgorithm.ES256, "thief");
  static final String URI = "https://api.example.com/v1/chat";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  final long now = new TestClock().seconds();
  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Object> claims = new LinkedHashMap<>();
  private TestIssuer signer = HOLDER;
  private boolean namesToken = true;
  private @Nullable String payload;
  private UnaryOperator<String> sending = UnaryOperator.identity();

  ProofAttempt() {
    header.put("typ", "dpop+jwt");
    key(HOLDER);
    claims.put("jti", "proof-1");
    claims.put("htm", "POST");
    claims.put("htu", URI);
    claims.put("iat", now);
  }

  /** Uses another key, in the header and for the signature. */
  ProofAttempt key(TestIssuer owner) {
    header.put("alg", owner.algorithm().label());
    return signedBy(owner).header("jwk", members(owner.jwk()));
  }

  ProofAttempt signedBy(TestIssuer owner) {
    signer = owner;
    return this;
  }

  ProofAttempt header(String name, @Nullable Object value) {
    header.put(name, value);
    return this;
  }

  ProofAttempt withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  /** Sets a member of the key in the header. */
  ProofAttempt keyMember(String name, Object value) {
    Map<String, Object> members = members(signer.jwk());
    members.put(name, value);
    return header("jwk", members);
  }

  ProofAttempt claim(String name, @Nullable Object value) {
    namesToken &= !name.equals("ath");
    claims.put(name, value);
    return this;
  }

  ProofAttempt withoutClaim(String name) {
    namesToken &= !name.equals("ath");
    claims.remove(name);
    return this;
  }

  ProofAttempt payload(String json) {
    payload = json;
    return this;
  }

  /** Changes the signed text. */
  ProofAttempt sending(UnaryOperator<String> change) {
    sending = change;
    return this;
  }

  /** Returns the proof for a request with this token. */
  String text(String token) {
    if (namesToken) {
      claims.put("ath", digest(token));
    }
    String json = payload == null ? JSON.writeValueAsString(claims) : payload;
    return sending.apply(signer.token(header, json));
  }

  static String digest(String token) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Sha256.of(token.getBytes(StandardCharsets.US_ASCII)));
  }

  static Map<String, Object> members(String jwk) {
    return JSON.readValue(jwk, OBJECT);
  }
}
