package dev.sluice.common.token;

import static java.security.spec.RSAKeyGenParameterSpec.F4;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.EnumSet;
import java.util.Set;

/** Signs with the JDK and lets a provider verify: right text, changed text. */
final class SelfTest {
  private static final byte[] TEXT = "signed".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OTHER = "Signed".getBytes(StandardCharsets.US_ASCII);

  private SelfTest() {}

  static Set<TokenAlgorithm> passing(Provider provider) throws GeneralSecurityException {
    Set<TokenAlgorithm> passing = EnumSet.noneOf(TokenAlgorithm.class);
    KeyPair rsa = keys("RSA", new RSAKeyGenParameterSpec(2048, F4), provider);
    KeyPair ec = keys("EC", new ECGenParameterSpec("secp256r1"), provider);
    for (TokenAlgorithm algorithm : TokenAlgorithm.values()) {
      if (passes(algorithm, algorithm == TokenAlgorithm.ES256 ? ec : rsa, provider)) {
        passing.add(algorithm);
      }
    }
    return passing;
  }

  private static boolean passes(TokenAlgorithm algorithm, KeyPair pair, Provider provider)
      throws GeneralSecurityException {
    try {
      Base64URL signature = signer(algorithm, pair.getPrivate()).sign(algorithm.header(), TEXT);
      var verifier = VerificationKey.verifier(algorithm, pair.getPublic(), provider);
      return verifier.verify(algorithm.header(), TEXT, signature)
          && !verifier.verify(algorithm.header(), OTHER, signature);
    } catch (JOSEException e) {
      return false;
    }
  }

  private static KeyPair keys(String kind, AlgorithmParameterSpec spec, Provider provider)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind, provider);
    generator.initialize(spec);
    return generator.generateKeyPair();
  }

  private static JWSSigner signer(TokenAlgorithm algorithm, PrivateKey key) throws JOSEException {
    return algorithm == TokenAlgorithm.ES256
        ? new ECDSASigner(key, Curve.P_256)
        : new RSASSASigner(key);
  }
}
