package dev.sluice.controller.api.agent;

import dev.sluice.common.grpc.KeyPairCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * An authority that issues certificates of nodes, read from its files for each certificate, so that
 * it can be replaced without a restart.
 *
 * @param chain the certificate of the authority, then those above it
 * @param trusted the authorities that the controller trusts in nodes
 */
record NodeAuthority(
    List<X509Certificate> chain,
    PrivateKey key,
    List<X509Certificate> trusted,
    String trustDomain) {
  private static final String CERTIFICATE = "certificate";
  private static final int SIGNS_CERTIFICATES = 5;

  /**
   * Reads an authority whose certificates controllers trust.
   *
   * @throws InvalidAuthorityException if a file cannot be used
   */
  static NodeAuthority read(AuthorityFiles files) {
    List<X509Certificate> chain = certificates(files.certificate());
    List<X509Certificate> trusted = certificates(files.trusted());
    X509Certificate own = chain.getFirst();
    PrivateKey key = key(files.key());
    boolean[] usage = own.getKeyUsage();
    require(
        own.getBasicConstraints() >= 0 && (usage == null || usage[SIGNS_CERTIFICATES]),
        CERTIFICATE,
        "may not issue certificates; it needs CA:TRUE and keyCertSign");
    require(belongsTo(key, own.getPublicKey()), "key", "is not the key of the certificate");
    require(
        Instant.now().isBefore(own.getNotAfter().toInstant()),
        CERTIFICATE,
        "has expired at " + own.getNotAfter().toInstant());
    require(
        chain.stream().anyMatch(link -> isTrusted(link, trusted)),
        CERTIFICATE,
        "is not issued by an authority in xds.tls.ca; add its root there, or no node can connect");
    return new NodeAuthority(chain, key, trusted, files.trustDomain());
  }

  /** Returns the algorithm with which the authority signs. */
  String algorithm() {
    return algorithm(key);
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> throw new InvalidAuthorityException("key", "must be RSA or EC");
    };
  }

  /** Returns the end of the first certificate of the chain that expires. */
  Instant expiresAt() {
    return chain.stream()
        .map(link -> link.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  private static List<X509Certificate> certificates(Path file) {
    try {
      return PemText.certificates(text(file, CERTIFICATE));
    } catch (IllegalArgumentException e) {
      throw new InvalidAuthorityException(CERTIFICATE, file + " " + e.getMessage());
    }
  }

  private static PrivateKey key(Path file) {
    try {
      List<Object> objects = PemText.objects(text(file, "key"));
      for (Object object : objects) {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        if (object instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        } else if (object instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
      }
    } catch (IllegalArgumentException | PEMException e) {
      // Below, without the text of the parser.
    }
    throw new InvalidAuthorityException("key", "must have a private key in PEM, not encrypted");
  }

  private static String text(Path file, String key) {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new InvalidAuthorityException(key, "the file " + file + " cannot be read");
    }
  }

  private static boolean belongsTo(PrivateKey key, PublicKey certified) {
    try {
      return KeyPairCheck.belongTogether(algorithm(key), key, certified);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isTrusted(X509Certificate link, List<X509Certificate> trusted) {
    return trusted.stream().anyMatch(root -> root.equals(link) || isSigned(link, root));
  }

  private static boolean isSigned(X509Certificate link, X509Certificate root) {
    try {
      link.verify(root.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void require(boolean held, String key, String message) {
    if (!held) {
      throw new InvalidAuthorityException(key, message);
    }
  }

  /** Returns the chain without secrets. */
  @Override
  public String toString() {
    return "NodeAuthority[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
