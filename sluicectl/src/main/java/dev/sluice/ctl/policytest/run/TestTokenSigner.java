package dev.sluice.ctl.policytest.run;

import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.ctl.policytest.file.RequestCase;
import dev.sluice.ctl.policytest.file.TestCaller;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.ClaimNames;
import dev.sluice.extauthz.policy.IssuerPolicy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A signer of the tokens of tests, with a temporary key that stands for those of all issuers. */
public final class TestTokenSigner {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String KEY = "policy-test";

  private @Nullable KeyPair generated;

  /** Generates the key when the first test needs it. */
  private synchronized KeyPair keys() {
    KeyPair keys = generated;
    if (keys == null) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has RSA", e);
      }
      generated = keys;
    }
    return keys;
  }

  /** Returns an issuer with the key of the test in place of its own keys. */
  IssuerPolicy withTestKey(IssuerPolicy issuer) {
    IssuerSettings settings = issuer.settings();
    RSAPublicKey key = (RSAPublicKey) keys().getPublic();
    ObjectNode set = JSON.createObjectNode();
    set.putArray("keys")
        .addObject()
        .put("kty", "RSA")
        .put("kid", KEY)
        .put("n", encode(key.getModulus()))
        .put("e", encode(key.getPublicExponent()));
    return withKeys(
        new IssuerSettings(
            settings.name(),
            settings.issuer(),
            settings.audiences(),
            Set.of(TokenAlgorithm.RS256),
            settings.clockSkew(),
            settings.maxLifetime(),
            settings.types(),
            settings.requiredClaims()),
        issuer,
        JSON.writeValueAsString(set));
  }

  private static IssuerPolicy withKeys(IssuerSettings settings, IssuerPolicy issuer, String jwks) {
    return new IssuerPolicy(
        settings, Optional.of(new JwksSource.Inline(jwks)), issuer.timing(), issuer.claimNames());
  }

  /** Returns a policy whose issuers have the keys of a JSON Web Key Set. */
  public static AuthzPolicy withKeys(AuthzPolicy policy, String jwks) {
    return policy.withIssuers(
        policy.issuers().stream()
            .map(issuer -> withKeys(issuer.settings(), issuer, jwks))
            .toList());
  }

  /** Returns a policy whose issuers have the key of the test in place of their own keys. */
  public AuthzPolicy withTestKeys(AuthzPolicy policy) {
    return policy.withIssuers(policy.issuers().stream().map(this::withTestKey).toList());
  }

  /** Returns the headers of a request, with a token of its caller. */
  public Map<String, String> headers(RequestCase request, AuthzPolicy policy, Instant now) {
    Map<String, String> headers = new HashMap<>(request.headers());
    request
        .caller()
        .ifPresent(caller ->
            policy.issuers().stream()
                .filter(issuer -> issuer.name().equals(caller.issuer()))
                .findFirst()
                .ifPresent(issuer ->
                    headers.put("authorization", "Bearer " + token(caller, issuer, now))));
    return headers;
  }

  /**
   * Returns a token with the same claims and type, signed with the key of the test. Its own
   * signature is not checked.
   *
   * @param accepted false to name an algorithm that no issuer with the key of the test accepts
   */
  public String resigned(CompactToken token, boolean accepted) {
    ObjectNode header = JSON.createObjectNode().put("alg", accepted ? "RS256" : "PS512");
    header.put("kid", KEY);
    token.header().type().ifPresent(type -> header.put("typ", type));
    return signed(header, JSON.valueToTree(token.claims().members()));
  }

  /** Returns a token of a caller. */
  String token(TestCaller caller, IssuerPolicy issuer, Instant now) {
    ObjectNode header = JSON.createObjectNode().put("alg", "RS256").put("kid", KEY);
    new TreeSet<>(issuer.settings().types())
        .stream().findFirst().ifPresent(type -> header.put("typ", type));
    return signed(header, claims(caller, issuer, now));
  }

  private String signed(ObjectNode header, JsonNode claims) {
    String input = encode(header) + "." + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys().getPrivate());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA256withRSA", e);
    }
  }

  private static ObjectNode claims(TestCaller caller, IssuerPolicy issuer, Instant now) {
    ClaimNames names = issuer.claimNames();
    ObjectNode claims = JSON.createObjectNode();
    issuer.settings().issuer().ifPresent(name -> claims.put("iss", name));
    new TreeSet<>(issuer.settings().audiences())
        .stream().findFirst().ifPresent(audience -> claims.put("aud", audience));
    Instant issued = now.plus(caller.issued());
    claims.put("iat", issued.getEpochSecond());
    claims.put("exp", issued.plus(caller.lifetime()).getEpochSecond());
    claims.put(names.user().getFirst(), caller.subject());
    claims.put(names.tenant().getFirst(), caller.tenant());
    claims.put(names.project().getFirst(), caller.project());
    claims.put(names.workspace().getFirst(), caller.workspace());
    if (!caller.role().isEmpty()) {
      claims.put(names.role().getFirst(), caller.role());
    }
    if (!caller.scopes().isEmpty()) {
      claims.put(names.scope().getFirst(), String.join(" ", caller.scopes()));
    }
    caller.claims().propertyStream().forEach(claim -> claims.set(claim.getKey(), claim.getValue()));
    return claims;
  }

  private static String encode(JsonNode node) {
    return encode(JSON.writeValueAsBytes(node));
  }

  /** Encodes a number without its sign byte, as JWK requires. */
  private static String encode(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return encode(Arrays.copyOfRange(bytes, bytes[0] == 0 ? 1 : 0, bytes.length));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
