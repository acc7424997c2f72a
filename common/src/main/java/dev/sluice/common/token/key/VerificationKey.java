package dev.sluice.common.token.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import dev.sluice.common.token.jws.CompactJws;
import dev.sluice.common.token.jws.TokenAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.text.ParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key of an issuer that is ready to verify with each of its permitted algorithms. */
public final class VerificationKey {
  private final @Nullable String keyId;
  private final Map<TokenAlgorithm, SignatureVerifier> checks;

  private VerificationKey(@Nullable String keyId, Map<TokenAlgorithm, SignatureVerifier> checks) {
    this.keyId = keyId;
    this.checks = checks;
  }

  /**
   * Creates a key. It has no algorithms if the JWK must not verify or no permitted algorithm fits
   * it.
   */
  static VerificationKey of(
      Map<String, Object> members, Set<TokenAlgorithm> allowed, NativeCrypto crypto)
      throws ParseException, JOSEException, GeneralSecurityException {
    JWK jwk = JWK.parse(members);
    Optional<Key> key = JwkKeyReader.read(jwk, members);
    Map<TokenAlgorithm, SignatureVerifier> checks = new EnumMap<>(TokenAlgorithm.class);
    if (key.isPresent()) {
      for (TokenAlgorithm algorithm : allowed) {
        if (fits(algorithm, jwk)) {
          var provider = crypto.provider(algorithm).orElse(null);
          checks.put(algorithm, SignatureVerifier.of(algorithm, key.get(), provider));
        }
      }
    }
    return new VerificationKey(jwk.getKeyID(), checks);
  }

  private static boolean fits(TokenAlgorithm algorithm, JWK jwk) {
    boolean named = jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm.jws());
    return named
        && switch (algorithm.family()) {
          case RSA -> jwk instanceof RSAKey;
          case EC ->
              jwk instanceof ECKey ec
                  && Curve.forJWSAlgorithm(algorithm.jws()).contains(ec.getCurve());
          case EDWARDS -> jwk instanceof OctetKeyPair;
          // The key must be at least as long as the hash (RFC 7518, section 3.2).
          case SYMMETRIC ->
              jwk instanceof OctetSequenceKey secret && secret.size() >= algorithm.hashBits();
        };
  }

  @Nullable String keyId() {
    return keyId;
  }

  boolean isUsable() {
    return !checks.isEmpty();
  }

  public boolean supports(TokenAlgorithm algorithm) {
    return checks.containsKey(algorithm);
  }

  public boolean verifies(CompactJws jws) {
    SignatureVerifier check = checks.get(jws.header().algorithm());
    try {
      return check != null && check.verifies(jws);
    } catch (JOSEException | GeneralSecurityException e) {
      return false;
    }
  }
}
