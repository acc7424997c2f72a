package dev.sluice.controller.secrets;

import dev.sluice.common.Secret;
import dev.sluice.common.file.PemBlocks;
import dev.sluice.common.grpc.KeyPairCheck;
import dev.sluice.controller.ir.CertificateIr;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A check that Envoy can load a certificate with its key, and that clients can trust it, or that it
 * can load authorities.
 */
final class CertificateCheck {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_CHAIN = 10;

  private CertificateCheck() {}

  /** A matching pair and its expiry. */
  record CheckedCertificate(CertificateIr certificate, Instant notAfter) {}

  static CheckedCertificate check(String name, SecretFiles.PemPair pair, Instant now)
      throws InvalidSecretException {
    if (CertificateIr.isAuthority(name)) {
      return authorities(name, pair);
    }
    List<X509Certificate> chain = chain(pair.certificate());
    if (chain.size() > MAX_CHAIN) {
      throw new InvalidSecretException(
          "the certificate file holds " + chain.size() + " certificates");
    }
    X509Certificate own = chain.getFirst();
    PublicKey publicKey = own.getPublicKey();
    String algorithm = algorithm(publicKey);
    PrivateKey key = PrivateKeyParser.read(pair.key(), publicKey);
    if (!fits(algorithm, key, publicKey)) {
      throw new InvalidSecretException("the key does not fit the certificate");
    }
    if (now.isBefore(own.getNotBefore().toInstant())) {
      Instant begin = own.getNotBefore().toInstant();
      throw new InvalidSecretException("the certificate is not valid before " + day(begin));
    }
    CertificateIr certificate =
        new CertificateIr(name, pair.certificate(), Optional.of(Secret.of(pair.key())));
    return stillValid(new CheckedCertificate(certificate, own.getNotAfter().toInstant()), now);
  }

  /** Checks authorities. An expired one is harmless, because no client can use it. */
  private static CheckedCertificate authorities(String name, SecretFiles.PemPair pair)
      throws InvalidSecretException {
    List<X509Certificate> authorities = chain(pair.certificate());
    Instant end = Instant.MAX;
    for (int position = 0; position < authorities.size(); position++) {
      X509Certificate authority = authorities.get(position);
      if (authority.getBasicConstraints() < 0) {
        throw new InvalidSecretException(
            "certificate " + (position + 1) + " of the file is not an authority");
      }
      Instant notAfter = authority.getNotAfter().toInstant();
      end = notAfter.isBefore(end) ? notAfter : end;
    }
    return new CheckedCertificate(
        new CertificateIr(name, pair.certificate(), Optional.empty()), end);
  }

  /** Returns the pair unchanged, unless it has expired. */
  static CheckedCertificate stillValid(CheckedCertificate checked, Instant now)
      throws InvalidSecretException {
    if (checked.certificate().key().isPresent() && !now.isBefore(checked.notAfter())) {
      throw new InvalidSecretException("the certificate expired on " + day(checked.notAfter()));
    }
    return checked;
  }

  static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static List<X509Certificate> chain(String pem) throws InvalidSecretException {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemBlocks.Block block : PemBlocks.of(pem)) {
        if (!block.label().equals("CERTIFICATE")) {
          throw new InvalidSecretException("the certificate file holds something else, too");
        }
        chain.add(
            (X509Certificate)
                factory.generateCertificate(
                    new ByteArrayInputStream(PrivateKeyParser.decoded(block))));
      }
    } catch (CertificateException e) {
      // The cause is dropped, because it may quote a private key from the wrong file.
      throw new InvalidSecretException("the certificate cannot be parsed");
    }
    if (chain.isEmpty()) {
      throw new InvalidSecretException("the certificate file holds 0 certificates");
    }
    return chain;
  }

  private static String algorithm(PublicKey key) throws InvalidSecretException {
    return switch (key) {
      case RSAPublicKey rsa when rsa.getModulus().bitLength() >= MIN_RSA_BITS -> "SHA256withRSA";
      case RSAPublicKey _ ->
          throw new InvalidSecretException("an RSA key needs " + MIN_RSA_BITS + " bits");
      case ECPublicKey _ -> "SHA256withECDSA";
      default -> throw new InvalidSecretException("only RSA and ECDSA certificates are served");
    };
  }

  private static boolean fits(String algorithm, PrivateKey key, PublicKey publicKey) {
    try {
      return KeyPairCheck.belongTogether(algorithm, key, publicKey);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
