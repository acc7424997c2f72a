package dev.sluice.common.token.verify;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import dev.sluice.common.token.jws.TokenAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.spec.NamedParameterSpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** An issuer of tokens for tests: one key, any header, any payload. */
public final class TestIssuer {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JWK key;
  private final TokenAlgorithm algorithm;

  private TestIssuer(JWK key, TokenAlgorithm algorithm) {
    this.key = key;
    this.algorithm = algorithm;
  }

  /** An issuer with a new key: RSA of 2048 bits, or what else the algorithm takes. */
  public static TestIssuer create(TokenAlgorithm algorithm, String kid) {
    return create(algorithm, kid, 2048);
  }

  /** An issuer whose key is as long as told, if it is an RSA one. */
  public static TestIssuer create(TokenAlgorithm algorithm, String kid, int rsaBits) {
    try {
      return new TestIssuer(TestKeyPairs.create(algorithm, kid, rsaBits), algorithm);
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An issuer with a key of its own making. */
  public static TestIssuer of(TokenAlgorithm algorithm, String jwk) {
    try {
      return new TestIssuer(JWK.parse(jwk), algorithm);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An issuer with a new key on the larger of the Edwards curves. */
  public static TestIssuer ed448(String kid) {
    try {
      return new TestIssuer(
          TestKeyPairs.edwards(NamedParameterSpec.ED448, kid), TokenAlgorithm.EDDSA);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What it signs with. */
  public TokenAlgorithm algorithm() {
    return algorithm;
  }

  /** The same key, used with another algorithm. */
  public TestIssuer with(TokenAlgorithm other) {
    return new TestIssuer(key, other);
  }

  /** The key set document of some issuers. */
  public static String jwks(TestIssuer... issuers) {
    return Arrays.stream(issuers)
        .map(TestIssuer::jwk)
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  /** What a key set says of the key: its public part, or the secret where it has no such part. */
  public String jwk() {
    JWK published = key.toPublicJWK();
    return published == null ? key.toJSONString() : published.toJSONString();
  }

  /** The whole key, with its private part. */
  public String privateJwk() {
    return key.toJSONString();
  }

  /** Claims of a developer with every identity claim, in force for an hour from {@code now}. */
  public static Map<String, Object> claims(long now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", "u-1");
    claims.put("tid", "t-1");
    claims.put("pid", "p-1");
    claims.put("wid", "w-1");
    claims.put("role", "developer");
    claims.put("iat", now);
    claims.put("exp", now + 3600);
    return claims;
  }

  /** A token with an ordinary header. */
  public String token(Map<String, Object> claims) {
    return token(header(), JSON.writeValueAsString(claims));
  }

  /** The ordinary header, to be changed. */
  public Map<String, Object> header() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", algorithm.label());
    header.put("typ", "JWT");
    header.put("kid", key.getKeyID());
    return header;
  }

  /** Any header and payload, signed with the key. */
  public String token(Map<String, Object> header, String payload) {
    return signed(encode(JSON.writeValueAsString(header)) + "." + encode(payload));
  }

  /** Signs a text that already is two parts of a token. */
  public String signed(String text) {
    return text + "." + signature(text);
  }

  /** The signature alone. */
  public String signature(String text) {
    try {
      return TestKeyPairs.sign(key, algorithm, text.getBytes(StandardCharsets.US_ASCII)).toString();
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Base64url of a text. */
  public static String encode(String text) {
    return Base64URL.encode(text).toString();
  }

  JWK key() {
    return key;
  }
}
