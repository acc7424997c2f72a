package dev.sluice.common.grpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * The content of the files of a {@link TlsConfig}, checked for consistency.
 *
 * @param files the bytes of the files, to detect a change
 */
record TlsMaterial(
    SpiffeId self,
    List<X509Certificate> chain,
    PrivateKey key,
    List<X509Certificate> authorities,
    List<ByteBuffer> files) {

  static TlsMaterial read(TlsConfig config) throws InvalidTlsFileException {
    List<ByteBuffer> files =
        List.of(
            bytes("certificate", config.certificate()),
            bytes("key", config.key()),
            bytes("ca", config.ca()));
    return of(files);
  }

  /** Returns whether the files have changed. */
  boolean hasChanged(TlsConfig config) throws InvalidTlsFileException {
    return !files.get(0).equals(bytes("certificate", config.certificate()))
        || !files.get(1).equals(bytes("key", config.key()))
        || !files.get(2).equals(bytes("ca", config.ca()));
  }

  /** Returns the time at which the certificate expires. */
  Instant expiresAt() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  private static TlsMaterial of(List<ByteBuffer> files) throws InvalidTlsFileException {
    List<X509Certificate> chain = certificates("certificate", files.get(0));
    X509Certificate own = chain.getFirst();
    if (Instant.now().isAfter(own.getNotAfter().toInstant())) {
      throw new InvalidTlsFileException(
          "certificate", "has expired at " + own.getNotAfter().toInstant());
    }
    SpiffeId self;
    try {
      self = SpiffeId.of(own);
    } catch (IllegalArgumentException e) {
      throw new InvalidTlsFileException("certificate", e);
    }
    PrivateKey key = key(files.get(1), own.getPublicKey());
    return new TlsMaterial(self, chain, key, certificates("ca", files.get(2)), files);
  }

  private static ByteBuffer bytes(String key, Path file) throws InvalidTlsFileException {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file)).asReadOnlyBuffer();
    } catch (IOException e) {
      throw new InvalidTlsFileException(key, "the file " + file + " cannot be read");
    }
  }

  private static List<X509Certificate> certificates(String key, ByteBuffer file)
      throws InvalidTlsFileException {
    try {
      return PemReader.certificates(array(file));
    } catch (GeneralSecurityException e) {
      throw new InvalidTlsFileException(key, e);
    }
  }

  private static PrivateKey key(ByteBuffer file, PublicKey certified)
      throws InvalidTlsFileException {
    try {
      PrivateKey key = PemReader.key(array(file), certified.getAlgorithm());
      if (!belongsTo(certified, key)) {
        throw new InvalidTlsFileException("key", "is not the key of the certificate");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new InvalidTlsFileException("key", e);
    }
  }

  private static boolean belongsTo(PublicKey certified, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> throw new GeneralSecurityException("the key is neither RSA nor EC");
        };
    return KeyPairCheck.belongTogether(algorithm, key, certified);
  }

  private static byte[] array(ByteBuffer file) {
    byte[] bytes = new byte[file.remaining()];
    file.duplicate().get(bytes);
    return bytes;
  }
}
