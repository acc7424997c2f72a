package dev.sluice.controller.retention;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An Ed25519 key that signs boundaries. Messages of failures never quote what was read. */
public final class SigningKey {
  private static final String ALGORITHM = "Ed25519";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int ID_DIGITS = 16;

  private final PrivateKey key;
  private final String id;

  private SigningKey(PrivateKey key, String id) {
    this.key = key;
    this.id = id;
  }

  /**
   * Reads an unencrypted PKCS#8 key in PEM.
   *
   * @throws IllegalArgumentException when it cannot be read as one
   */
  static SigningKey read(Path file) {
    try {
      String pem = Files.readString(file, StandardCharsets.US_ASCII);
      int begin = pem.indexOf(BEGIN);
      int end = pem.indexOf(END);
      if (begin < 0 || end < begin) {
        throw new IllegalArgumentException("must be an Ed25519 key in PEM (BEGIN PRIVATE KEY)");
      }
      byte[] bytes = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      return of(KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot be read as an Ed25519 key", e);
    }
  }

  private static SigningKey of(PrivateKey key) throws GeneralSecurityException {
    byte[] secret = ((EdECPrivateKey) key).getBytes().orElseThrow();
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
    generator.initialize(255, new Repeating(secret));
    KeyPair pair = generator.generateKeyPair();
    if (!pair.getPrivate().equals(key)) {
      throw new GeneralSecurityException("the public half cannot be told");
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
    return new SigningKey(key, HexFormat.of().formatHex(digest).substring(0, ID_DIGITS));
  }

  /** The first digits of the SHA-256 of the public key in X.509. */
  String id() {
    return id;
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was good does not sign", e);
    }
  }

  /** Gives the secret half of a key, so that the generator makes the public half of just that. */
  private static final class Repeating extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] bytes;

    Repeating(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] wanted) {
      System.arraycopy(Arrays.copyOf(bytes, wanted.length), 0, wanted, 0, wanted.length);
    }
  }
}
