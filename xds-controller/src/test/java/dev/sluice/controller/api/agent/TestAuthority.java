package dev.sluice.controller.api.agent;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of node certificates for tests. */
public final class TestAuthority {
  private final KeyPair keys = pair("secp256r1");
  private final X509Certificate certificate;

  /** Creates an authority that expires after a time. */
  public TestAuthority(Duration lifetime) {
    this(lifetime, true);
  }

  TestAuthority(Duration lifetime, boolean authority) {
    X500Name name = new X500Name("CN=nodes");
    Instant now = Instant.now();
    try {
      certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          name,
                          BigInteger.ONE,
                          Date.from(now.minus(Duration.ofDays(1))),
                          Date.from(now.plus(lifetime)),
                          name,
                          keys.getPublic())
                      .addExtension(
                          Extension.basicConstraints, true, new BasicConstraints(authority))
                      .build(
                          new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Writes the files of the authority, which is also the one that controllers trust. */
  public AuthorityFiles write(Path folder) throws IOException {
    return new AuthorityFiles(
        Files.writeString(folder.resolve("nodes.crt"), pem(certificate)),
        Files.writeString(
            folder.resolve("nodes.key"), pem(new JcaPKCS8Generator(keys.getPrivate(), null))),
        Files.writeString(folder.resolve("trusted.crt"), pem(certificate)),
        "test.example");
  }

  static KeyPair pair(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
