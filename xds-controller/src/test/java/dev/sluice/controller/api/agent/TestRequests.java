package dev.sluice.controller.api.agent;

import java.io.IOException;
import java.security.KeyPair;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Requests for certificates, well-formed or not. */
public final class TestRequests {
  private static final KeyPair KEYS = TestAuthority.pair("secp256r1");

  private TestRequests() {}

  /** Returns a request of a new P-256 key. */
  public static String valid() {
    return request(TestAuthority.pair("secp256r1"));
  }

  /** Returns a request that asks for the name of another agent. */
  public static String forName(String uri) {
    try {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
      return TestAuthority.pem(
          new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=root"), KEYS.getPublic())
              .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(KEYS.getPrivate())));
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  static String request(KeyPair keys) {
    return request(keys, keys);
  }

  /** Returns a request that another key signs. */
  static String request(KeyPair keys, KeyPair signer) {
    String algorithm =
        signer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      return TestAuthority.pem(
          new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=me"), keys.getPublic())
              .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
