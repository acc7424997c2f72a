package dev.sluice.common.token.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.sluice.common.token.jws.CompactJws;
import dev.sluice.common.token.jws.TokenAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** A verifier with one algorithm and one key, which are both fixed before any token is read. */
interface SignatureVerifier {
  boolean verifies(CompactJws jws) throws JOSEException, GeneralSecurityException;

  static SignatureVerifier of(TokenAlgorithm algorithm, Key key, @Nullable Provider provider)
      throws JOSEException, GeneralSecurityException {
    if (algorithm.family() == TokenAlgorithm.Family.EDWARDS) {
      return jws -> edwards((PublicKey) key, jws);
    }
    JWSVerifier verifier = verifier(algorithm, key, provider);
    return jws -> verifier.verify(algorithm.header(), jws.signingInput(), jws.signature());
  }

  static JWSVerifier verifier(TokenAlgorithm algorithm, Key key, @Nullable Provider provider)
      throws JOSEException, GeneralSecurityException {
    Key own = provider == null ? key : translated(key, provider);
    JWSVerifier verifier =
        switch (algorithm.family()) {
          case RSA -> new RSASSAVerifier((RSAPublicKey) own);
          case EC -> new ECDSAVerifier((ECPublicKey) own);
          case SYMMETRIC -> new MACVerifier((SecretKey) own);
          case EDWARDS -> throw new JOSEException("verified by the JDK alone");
        };
    if (provider != null) {
      verifier.getJCAContext().setProvider(provider);
    }
    return verifier;
  }

  /** Returns the key in the provider's own form, which avoids a conversion for each token. */
  private static Key translated(Key key, Provider provider) throws GeneralSecurityException {
    return KeyFactory.getInstance(key.getAlgorithm(), provider)
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  private static boolean edwards(PublicKey key, CompactJws jws) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(key.getAlgorithm());
    signature.initVerify(key);
    signature.update(jws.signingInput());
    return signature.verify(jws.signature().decode());
  }
}
