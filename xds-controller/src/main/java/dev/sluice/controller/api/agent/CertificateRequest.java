package dev.sluice.controller.api.agent;

import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.api.http.ProblemException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * A request for a certificate (PKCS#10), of which only the key counts. Its subject and extensions
 * are ignored, because the registration says what the agent is.
 */
record CertificateRequest(PublicKey key) {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;
  private static final Set<ASN1Encodable> CURVES =
      Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);

  /** Reads a request whose sender has the private key, or rejects it. */
  static CertificateRequest parse(String pem) {
    PKCS10CertificationRequest request = request(pem);
    PublicKey key = key(request);
    try {
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw rejected("The request is not signed with the key in it.");
      }
    } catch (OperatorCreationException | PKCSException | RuntimeException e) {
      throw e instanceof ProblemException problem
          ? problem
          : rejected("The signature of the request cannot be checked.");
    }
    return new CertificateRequest(key);
  }

  private static PKCS10CertificationRequest request(String pem) {
    try {
      List<Object> objects = PemText.objects(pem);
      if (objects.size() == 1 && objects.getFirst() instanceof PKCS10CertificationRequest one) {
        return one;
      }
    } catch (IllegalArgumentException e) {
      // Below, without the text of the parser.
    }
    throw rejected("Send one request in PEM (BEGIN CERTIFICATE REQUEST).");
  }

  private static PublicKey key(PKCS10CertificationRequest request) {
    PublicKey key;
    try {
      key = new JcaPKCS10CertificationRequest(request).getPublicKey();
    } catch (GeneralSecurityException | RuntimeException e) {
      throw rejected("The key of the request cannot be read.");
    }
    ASN1Encodable curve = request.getSubjectPublicKeyInfo().getAlgorithm().getParameters();
    boolean strong =
        switch (key) {
          case RSAPublicKey rsa ->
              rsa.getModulus().bitLength() >= MIN_RSA_BITS
                  && rsa.getModulus().bitLength() <= MAX_RSA_BITS;
          default -> key.getAlgorithm().equals("EC") && curve != null && CURVES.contains(curve);
        };
    if (!strong) {
      throw rejected("The key must be EC P-256, EC P-384, or RSA with 2048 to 8192 bits.");
    }
    return key;
  }

  private static ProblemException rejected(String detail) {
    return ProblemException.invalid(List.of(new FieldProblem("/csr", detail)));
  }
}
