package dev.sluice.common.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One public key of an issuer, ready to verify with each algorithm that it may be used for. */
final class VerificationKey {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;

  private final @Nullable String keyId;
  private final Map<TokenAlgorithm, JWSVerifier> verifiers;

  private VerificationKey(@Nullable String keyId, Map<TokenAlgorithm, JWSVerifier> verifiers) {
    this.keyId = keyId;
    this.verifiers = verifiers;
  }

  /** A key without algorithms where the JWK is for encryption, too weak or of another kind. */
  static VerificationKey of(JWK jwk, NativeCrypto crypto)
      throws JOSEException, GeneralSecurityException {
    Map<TokenAlgorithm, JWSVerifier> verifiers = new EnumMap<>(TokenAlgorithm.class);
    PublicKey key = forSignatures(jwk) ? publicKey(jwk) : null;
    if (key != null) {
      for (TokenAlgorithm algorithm : algorithms(key)) {
        if (jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm.jws())) {
          Provider provider = crypto.provider(algorithm).orElse(null);
          verifiers.put(algorithm, verifier(algorithm, key, provider));
        }
      }
    }
    return new VerificationKey(jwk.getKeyID(), verifiers);
  }

  private static boolean forSignatures(JWK jwk) {
    return (jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE))
        && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
  }

  private static @Nullable PublicKey publicKey(JWK jwk) throws JOSEException {
    if (jwk instanceof RSAKey rsa) {
      RSAPublicKey key = rsa.toRSAPublicKey();
      int bits = key.getModulus().bitLength();
      boolean odd = key.getPublicExponent().testBit(0) && key.getPublicExponent().bitLength() > 1;
      return bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS && odd ? key : null;
    }
    return jwk instanceof ECKey ec && ec.getCurve().equals(Curve.P_256) ? ec.toECPublicKey() : null;
  }

  private static List<TokenAlgorithm> algorithms(PublicKey key) {
    return key instanceof RSAPublicKey
        ? List.of(TokenAlgorithm.RS256, TokenAlgorithm.PS256)
        : List.of(TokenAlgorithm.ES256);
  }

  static JWSVerifier verifier(TokenAlgorithm algorithm, PublicKey key, @Nullable Provider provider)
      throws JOSEException, GeneralSecurityException {
    PublicKey own = provider == null ? key : translated(key, provider);
    JWSVerifier verifier =
        algorithm == TokenAlgorithm.ES256
            ? new ECDSAVerifier((ECPublicKey) own)
            : new RSASSAVerifier((RSAPublicKey) own);
    if (provider != null) {
      verifier.getJCAContext().setProvider(provider);
    }
    return verifier;
  }

  /** A key in the provider's own form, so that it is not converted again for each token. */
  private static PublicKey translated(PublicKey key, Provider provider)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(key.getAlgorithm(), provider)
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  @Nullable String keyId() {
    return keyId;
  }

  boolean usable() {
    return !verifiers.isEmpty();
  }

  boolean serves(TokenAlgorithm algorithm) {
    return verifiers.containsKey(algorithm);
  }

  boolean verifies(CompactToken token) {
    JWSVerifier verifier = verifiers.get(token.algorithm());
    try {
      return verifier != null
          && verifier.verify(token.algorithm().header(), token.signed(), token.signature());
    } catch (JOSEException e) {
      return false;
    }
  }
}
