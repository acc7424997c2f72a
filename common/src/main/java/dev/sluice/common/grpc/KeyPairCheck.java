package dev.sluice.common.grpc;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** A check that a private key belongs to a public key. */
public final class KeyPairCheck {
  private KeyPairCheck() {}

  /**
   * Returns whether the public key verifies what the private key signs.
   *
   * @param algorithm the algorithm of the signature, such as {@code SHA256withRSA}
   */
  public static boolean belongTogether(String algorithm, PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    byte[] text = publicKey.getEncoded();
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(text);
    return signature.verify(signed);
  }
}
