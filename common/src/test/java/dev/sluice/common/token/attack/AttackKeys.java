package dev.sluice.common.token.attack;

import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The keys of the attack tables, which are created once. */
final class AttackKeys {
  static final TestIssuer RSA = TestIssuer.create(TokenAlgorithm.RS256, "rsa");
  static final TestIssuer STRANGER = TestIssuer.create(TokenAlgorithm.RS256, "rsa");
  static final TestIssuer P256 = TestIssuer.create(TokenAlgorithm.ES256, "p256");
  static final TestIssuer P384 = TestIssuer.create(TokenAlgorithm.ES384, "p384");
  static final TestIssuer P521 = TestIssuer.create(TokenAlgorithm.ES512, "p521");
  static final TestIssuer ED25519 = TestIssuer.create(TokenAlgorithm.EDDSA, "ed");
  static final TestIssuer ED448 = TestIssuer.ed448("ed448");
  static final TestIssuer SECRET = TestIssuer.create(TokenAlgorithm.HS512, "secret");

  static final List<TestIssuer> PUBLISHED = List.of(RSA, P256, P384, P521, ED25519, ED448);
  static final Set<TokenAlgorithm> ALGORITHMS =
      Stream.of(TokenAlgorithm.values())
          .filter(algorithm -> !algorithm.isSymmetric())
          .collect(Collectors.toUnmodifiableSet());

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private AttackKeys() {}

  /** Returns the members of a public JWK, which can be changed. */
  static Map<String, Object> members(TestIssuer issuer) {
    return JsonMapper.shared().readValue(issuer.jwk(), OBJECT);
  }

  /** Returns the bytes of one member. */
  static byte[] bytes(TestIssuer issuer, String name) {
    return Base64.getUrlDecoder().decode(String.valueOf(members(issuer).get(name)));
  }

  /** Returns all members of a private JWK. */
  static Map<String, Object> privateMembers(TestIssuer issuer) {
    return JsonMapper.shared().readValue(issuer.privateJwk(), OBJECT);
  }

  static String text(Map<String, Object> members) {
    return JsonMapper.shared().writeValueAsString(members);
  }

  /** Returns an issuer with a symmetric secret. */
  static TestIssuer secret(TokenAlgorithm algorithm, String kid, byte[] bytes) {
    String k = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return TestIssuer.of(
        algorithm, "{\"kty\":\"oct\",\"kid\":\"" + kid + "\",\"k\":\"" + k + "\"}");
  }
}
