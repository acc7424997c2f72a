package dev.sluice.common.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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

  /** An issuer with a new key of 2048 bits or on P-256. */
  public static TestIssuer create(TokenAlgorithm algorithm, String kid) {
    return create(algorithm, kid, 2048);
  }

  static TestIssuer create(TokenAlgorithm algorithm, String kid, int rsaBits) {
    try {
      JWK key =
          algorithm == TokenAlgorithm.ES256
              ? new ECKeyGenerator(Curve.P_256).keyID(kid).generate()
              : new RSAKeyGenerator(rsaBits, true).keyID(kid).generate();
      return new TestIssuer(key, algorithm);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key set document of some issuers. */
  public static String jwks(TestIssuer... issuers) {
    return Arrays.stream(issuers)
        .map(i -> i.key.toPublicJWK().toJSONString())
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
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
    header.put("alg", algorithm.name());
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
    try {
      var signer =
          key instanceof ECKey ec
              ? new ECDSASigner(ec)
              : new RSASSASigner((RSAKey) key, Set.of(AllowWeakRSAKey.getInstance()));
      return text + "." + signer.sign(algorithm.header(), text.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException e) {
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
