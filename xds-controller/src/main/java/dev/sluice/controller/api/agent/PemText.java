package dev.sluice.controller.api.agent;

import java.io.IOException;
import java.io.StringReader;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;

/** A reader and writer of PEM. Its messages never quote a text. */
final class PemText {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private PemText() {}

  /**
   * Returns the objects of a text in their order.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  static List<Object> objects(String text) {
    List<Object> objects = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      Object next = parser.readObject();
      while (next != null) {
        objects.add(next);
        next = parser.readObject();
      }
      return objects;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("is not PEM", e);
    }
  }

  /** Returns the certificates of a text, which has at least one and nothing else. */
  static List<X509Certificate> certificates(String text) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Object object : objects(text)) {
      if (!(object instanceof X509CertificateHolder holder)) {
        throw new IllegalArgumentException("must have certificates only");
      }
      try {
        certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
      } catch (CertificateException e) {
        throw new IllegalArgumentException("has a malformed certificate", e);
      }
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("has no certificate in PEM");
    }
    return certificates;
  }

  static String of(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    try {
      for (X509Certificate certificate : certificates) {
        text.append("-----BEGIN CERTIFICATE-----\n")
            .append(LINES.encodeToString(certificate.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }
}
