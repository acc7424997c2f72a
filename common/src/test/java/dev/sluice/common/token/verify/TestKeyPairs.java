package dev.sluice.common.token.verify;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.sluice.common.token.jws.TokenAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Set;

/** A generator of keys of every type, and of signatures. */
final class TestKeyPairs {
  private TestKeyPairs() {}

  /** Creates a private key; an RSA key has so many bits. */
  static JWK create(TokenAlgorithm algorithm, String kid, int rsaBits)
      throws JOSEException, GeneralSecurityException {
    return switch (algorithm.family()) {
      case RSA -> new RSAKeyGenerator(rsaBits, true).keyID(kid).generate();
      case EC ->
          new ECKeyGenerator(Curve.forJWSAlgorithm(algorithm.jws()).iterator().next())
              .keyID(kid)
              .generate();
      case EDWARDS -> edwards(NamedParameterSpec.ED25519, kid);
      case SYMMETRIC -> new OctetSequenceKeyGenerator(algorithm.hashBits()).keyID(kid).generate();
    };
  }

  /** Creates an Ed25519 or Ed448 key. */
  static OctetKeyPair edwards(NamedParameterSpec curve, String kid)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(curve.getName());
    KeyPair pair = generator.generateKeyPair();
    int length = curve.getName().equals("Ed25519") ? 32 : 57;
    // The point is at the end of the key's X.509 form.
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] x = Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
    byte[] d = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    return new OctetKeyPair.Builder(Curve.parse(curve.getName()), Base64URL.encode(x))
        .d(Base64URL.encode(d))
        .keyID(kid)
        .build();
  }

  /** Signs a text. */
  static Base64URL sign(JWK key, TokenAlgorithm algorithm, byte[] text)
      throws JOSEException, GeneralSecurityException {
    if (key instanceof OctetKeyPair pair) {
      return edwards(pair, text);
    }
    var signer =
        switch (algorithm.family()) {
          case EC -> new ECDSASigner((ECKey) key);
          case SYMMETRIC -> new MACSigner(key.toOctetSequenceKey());
          case RSA, EDWARDS ->
              new RSASSASigner((RSAKey) key, Set.of(AllowWeakRSAKey.getInstance()));
        };
    return signer.sign(algorithm.header(), text);
  }

  private static Base64URL edwards(OctetKeyPair pair, byte[] text) throws GeneralSecurityException {
    var curve = new NamedParameterSpec(pair.getCurve().getName());
    PrivateKey key =
        KeyFactory.getInstance("EdDSA")
            .generatePrivate(new EdECPrivateKeySpec(curve, pair.getDecodedD()));
    Signature signature = Signature.getInstance("EdDSA");
    signature.initSign(key);
    signature.update(text);
    return Base64URL.encode(signature.sign());
  }
}
