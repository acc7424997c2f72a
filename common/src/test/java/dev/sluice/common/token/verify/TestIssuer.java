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

/** A token issuer for tests with one key and any header and payload. */
public final class TestIssuer {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JWK key;
  private final TokenAlgorithm algorithm;

  private TestIssuer(JWK key, TokenAlgorithm algorithm) {
    this.key = key;
    this.algorithm = algorithm;
  }

  /**
   * Creates an issuer with a new key: RSA with 2048 bits, or the type that the algorithm requires.
   */
  public static TestIssuer create(TokenAlgorithm algorithm, String kid) {
    return create(algorithm, kid, 2048);
  }

  /** Creates an issuer with a new key; an RSA key has so many bits. */
  public static TestIssuer create(TokenAlgorithm algorithm, String kid, int rsaBits) {
    try {
      return new TestIssuer(TestKeyPairs.create(algorithm, kid, rsaBits), algorithm);
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates an issuer with a given key. */
  public static TestIssuer of(TokenAlgorithm algorithm, String jwk) {
    try {
      return new TestIssuer(JWK.parse(jwk), algorithm);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates an issuer with a new Ed448 key. */
  public static TestIssuer ed448(String kid) {
    try {
      return new TestIssuer(
          TestKeyPairs.edwards(NamedParameterSpec.ED448, kid), TokenAlgorithm.EDDSA);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the algorithm. */
  public TokenAlgorithm algorithm() {
    return algorithm;
  }

  /** Returns an issuer with the same key and another algorithm. */
  public TestIssuer with(TokenAlgorithm other) {
    return new TestIssuer(key, other);
  }

  /** Returns the key set document of several issuers. */
  public static String jwks(TestIssuer... issuers) {
    return Arrays.stream(issuers)
        .map(TestIssuer::jwk)
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  /** Returns the JWK of a key set: the public part, or a symmetric secret. */
  public String jwk() {
    JWK published = key.toPublicJWK();
    return published == null ? key.toJSONString() : published.toJSONString();
  }

  /** Returns the thumbprint of the key (RFC 7638). */
  public String thumbprint() {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the JWK with its private part. */
  public String privateJwk() {
    return key.toJSONString();
  }

  /**
   * Returns claims of a developer with every identity claim, valid for an hour from {@code now}.
   */
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

  /** Returns a token with the default header. */
  public String token(Map<String, Object> claims) {
    return token(header(), JSON.writeValueAsString(claims));
  }

  /** Returns the default header, which can be changed. */
  public Map<String, Object> header() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", algorithm.label());
    header.put("typ", "JWT");
    header.put("kid", key.getKeyID());
    return header;
  }

  /** Returns a token with any header and payload. */
  public String token(Map<String, Object> header, String payload) {
    return signed(encode(JSON.writeValueAsString(header)) + "." + encode(payload));
  }

  /** Signs a text that is the first two parts of a token. */
  public String signed(String text) {
    return text + "." + signature(text);
  }

  /** Returns the signature of a text. */
  public String signature(String text) {
    try {
      return TestKeyPairs.sign(key, algorithm, text.getBytes(StandardCharsets.US_ASCII)).toString();
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Encodes a text in Base64url. */
  public static String encode(String text) {
    return Base64URL.encode(text).toString();
  }

  JWK key() {
    return key;
  }
}
