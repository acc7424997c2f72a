package dev.sluice.common.testkit;

import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate authority for tests. It encodes certificates itself, because the JDK cannot,
 * keytool needs a process for each, and every module with tests would need a library for it.
 */
public final class TestCa {
  private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String name;
  private final KeyPair keys = newKeys();
  private final X509Certificate certificate;

  /** Creates an authority with a name. */
  public TestCa(String name) {
    this.name = name;
    this.certificate =
        sign(
            name,
            keys.getPublic(),
            Instant.now().plus(Duration.ofDays(1)),
            List.of(
                extension("2.5.29.19", true, Der.sequence(Der.yes())),
                extension("2.5.29.15", true, Der.flags(0b0000_0110, 1))));
  }

  /** Returns the authority's own certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Issues a certificate for these URIs, valid for an hour. A valid identity has one URI. */
  public Issued issue(String... uris) {
    return issue(Instant.now().plus(Duration.ofHours(1)), uris);
  }

  /** Issues a certificate with an expiry. */
  public Issued issue(Instant until, String... uris) {
    return issue(until, 6, uris);
  }

  /** Issues a server certificate for these hosts. */
  public Issued issueForHosts(String... hosts) {
    return issue(Instant.now().plus(Duration.ofHours(1)), 2, hosts);
  }

  /** Issues a server certificate for an IP address. */
  public Issued issueForAddress(String address) {
    return issue(Instant.now().plus(Duration.ofHours(1)), Der.address(address));
  }

  private Issued issue(Instant until, int kind, String... subjects) {
    return issue(
        until, Arrays.stream(subjects).map(name -> Der.name(kind, name)).toArray(byte[][]::new));
  }

  private Issued issue(Instant until, byte[]... names) {
    KeyPair own = newKeys();
    byte[] usages = Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"), Der.oid("1.3.6.1.5.5.7.3.2"));
    List<byte[]> always =
        List.of(
            extension("2.5.29.15", true, Der.flags(0b1000_0000, 7)),
            extension("2.5.29.37", false, usages));
    List<byte[]> extensions =
        names.length == 0
            ? always
            : List.of(
                always.get(0), always.get(1), extension("2.5.29.17", false, Der.sequence(names)));
    return new Issued(sign("leaf", own.getPublic(), until, extensions), own.getPrivate());
  }

  /** Returns a trust manager that accepts any certificate, so that a test can look at it. */
  public static AdvancedTlsX509TrustManager anyCertificate() {
    try {
      return AdvancedTlsX509TrustManager.newBuilder()
          .setVerification(Verification.INSECURELY_SKIP_ALL_VERIFICATION)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate with its key. */
  public record Issued(X509Certificate certificate, PrivateKey key) {
    /** Returns the managers of a TLS context that presents this certificate. */
    public KeyManager[] keyManagers() {
      try {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", key, new char[0], new Certificate[] {certificate});
        KeyManagerFactory managers =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        return managers.getKeyManagers();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Writes {@code tls.crt}, {@code tls.key}, and {@code ca.crt} with the authorities. */
    public void write(Path folder, TestCa... authorities) {
      try {
        Files.createDirectories(folder);
        replace(folder.resolve("tls.crt"), pem("CERTIFICATE", certificate.getEncoded()));
        replace(folder.resolve("tls.key"), pem("PRIVATE KEY", key.getEncoded()));
        StringBuilder trusted = new StringBuilder();
        for (TestCa authority : authorities) {
          trusted.append(pem("CERTIFICATE", authority.certificate.getEncoded()));
        }
        replace(folder.resolve("ca.crt"), trusted.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void replace(Path file, String content) throws IOException {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String label, byte[] bytes) {
      String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
      return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
  }

  private X509Certificate sign(
      String subject, PublicKey key, Instant until, List<byte[]> extensions) {
    byte[] unsigned =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(100, RANDOM)),
            ECDSA_SHA256,
            distinguished(name),
            Der.sequence(Der.time(until.minus(Duration.ofDays(2))), Der.time(until)),
            distinguished(subject),
            key.getEncoded(),
            Der.explicit(3, Der.sequence(extensions.toArray(byte[][]::new))));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(unsigned);
      byte[] der = Der.sequence(unsigned, ECDSA_SHA256, Der.bits(signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] distinguished(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.text(commonName))));
  }

  private static byte[] extension(String oid, boolean critical, byte[] content) {
    byte[] value = Der.octets(content);
    return critical
        ? Der.sequence(Der.oid(oid), Der.yes(), value)
        : Der.sequence(Der.oid(oid), value);
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
