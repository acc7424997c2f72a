package dev.sluice.common.audit.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** An Ed25519 private key that signs checkpoints and purge boundaries. */
public final class ChainSigningKey {
  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey key;
  private final String keyId;

  private ChainSigningKey(PrivateKey key, String keyId) {
    this.key = key;
    this.keyId = keyId;
  }

  /** Reads an unencrypted PKCS#8 key in PEM. */
  public static ChainSigningKey read(Path file) throws ChainKeyException {
    try {
      return of(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new ChainKeyException("cannot be read");
    }
  }

  static ChainSigningKey of(String pem) throws ChainKeyException {
    byte[] encoded = ChainPublicKeys.blocks("PRIVATE KEY", pem).findFirst().orElse(new byte[0]);
    try {
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      PublicKey shown = publicKey((EdECPrivateKey) key);
      ChainSigningKey signing = new ChainSigningKey(key, ChainPublicKeys.id(shown));
      byte[] message = {1};
      if (!ChainPublicKeys.verifies(shown, message, signing.sign(message).signature())) {
        throw new ChainKeyException("its public key cannot be derived");
      }
      return signing;
    } catch (GeneralSecurityException | ClassCastException e) {
      // The cause may quote the key.
      throw new ChainKeyException("has no unencrypted Ed25519 key in PKCS#8 (PEM)");
    }
  }

  /**
   * Derives the public key: a key pair is generated from a seed, and the seed is the private key.
   */
  private static PublicKey publicKey(EdECPrivateKey key) throws GeneralSecurityException {
    byte[] seed = key.getBytes().orElseThrow(() -> new GeneralSecurityException("no key bytes"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
    generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
    return generator.generateKeyPair().getPublic();
  }

  ChainSignature sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return new ChainSignature(keyId, signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with Ed25519", e);
    }
  }

  public String keyId() {
    return keyId;
  }

  @Override
  public String toString() {
    return "signing key " + keyId;
  }

  /** A random source that returns one given byte string. */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(Arrays.copyOf(seed, bytes.length), 0, bytes, 0, bytes.length);
    }
  }
}
