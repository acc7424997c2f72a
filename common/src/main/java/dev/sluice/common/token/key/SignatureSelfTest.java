package dev.sluice.common.token.key;

import static java.security.spec.RSAKeyGenParameterSpec.F4;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import dev.sluice.common.token.jws.TokenAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A self-test of a provider: the JDK signs, and the provider verifies the correct text and a
 * changed text.
 */
public final class SignatureSelfTest {
  /** The algorithms that a native provider may verify. */
  public static final Set<TokenAlgorithm> TESTED =
      Arrays.stream(TokenAlgorithm.values())
          .filter(a -> a.family() == TokenAlgorithm.Family.RSA || curved(a))
          .collect(Collectors.toUnmodifiableSet());

  private static final byte[] TEXT = "signed".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OTHER = "Signed".getBytes(StandardCharsets.US_ASCII);

  private SignatureSelfTest() {}

  static Set<TokenAlgorithm> passing(Provider provider) throws GeneralSecurityException {
    Set<TokenAlgorithm> passing = EnumSet.noneOf(TokenAlgorithm.class);
    KeyPair rsa = keys("RSA", new RSAKeyGenParameterSpec(2048, F4), provider);
    for (TokenAlgorithm algorithm : TESTED) {
      if (passes(algorithm, rsa, provider)) {
        passing.add(algorithm);
      }
    }
    return passing;
  }

  private static boolean passes(TokenAlgorithm algorithm, KeyPair rsa, Provider provider) {
    try {
      KeyPair pair = curved(algorithm) ? curveKeys(algorithm, provider) : rsa;
      Base64URL signature = signer(algorithm, pair).sign(algorithm.header(), TEXT);
      var verifier = SignatureVerifier.verifier(algorithm, pair.getPublic(), provider);
      return verifier.verify(algorithm.header(), TEXT, signature)
          && !verifier.verify(algorithm.header(), OTHER, signature);
    } catch (JOSEException | GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean curved(TokenAlgorithm algorithm) {
    return algorithm.family() == TokenAlgorithm.Family.EC;
  }

  private static KeyPair curveKeys(TokenAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    return keys("EC", new ECGenParameterSpec(curve(algorithm).getStdName()), provider);
  }

  private static Curve curve(TokenAlgorithm algorithm) {
    return Curve.forJWSAlgorithm(algorithm.jws()).iterator().next();
  }

  private static KeyPair keys(String kind, AlgorithmParameterSpec spec, Provider provider)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind, provider);
    generator.initialize(spec);
    return generator.generateKeyPair();
  }

  private static JWSSigner signer(TokenAlgorithm algorithm, KeyPair pair) throws JOSEException {
    return curved(algorithm)
        ? new ECDSASigner(pair.getPrivate(), curve(algorithm))
        : new RSASSASigner(pair.getPrivate());
  }
}
