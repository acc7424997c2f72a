package dev.sluice.controller.api.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** A reader of P-256 keys in PEM, whose public parts it computes. Its messages never quote them. */
final class TokenKeyFile {
  private static final String FORM =
      "must have P-256 keys in PEM, PKCS#8 and not encrypted; make one with:"
          + " openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256";

  private TokenKeyFile() {}

  /**
   * Reads all keys of a file.
   *
   * @throws IllegalArgumentException if there is none, or one of another kind
   */
  static List<KeyPair> read(Path file) {
    List<KeyPair> pairs = new ArrayList<>();
    try {
      for (Object object : PemText.objects(Files.readString(file, StandardCharsets.US_ASCII))) {
        if (!(object instanceof PrivateKeyInfo key)) {
          throw new IllegalArgumentException(FORM);
        }
        pairs.add(pair(key));
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(FORM, e);
    }
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException(FORM);
    }
    return List.copyOf(pairs);
  }

  private static KeyPair pair(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
    AsymmetricKeyParameter key = PrivateKeyFactory.createKey(info);
    if (!(key instanceof ECPrivateKeyParameters secret)
        || !(secret.getParameters().getCurve() instanceof SecP256R1Curve)) {
      throw new IllegalArgumentException(FORM);
    }
    ECDomainParameters domain = secret.getParameters();
    byte[] encoded =
        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                new ECPublicKeyParameters(domain.getG().multiply(secret.getD()), domain))
            .getEncoded();
    PublicKey publicKey =
        KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
    PrivateKey privateKey = new JcaPEMKeyConverter().getPrivateKey(info);
    return new KeyPair(publicKey, privateKey);
  }
}
