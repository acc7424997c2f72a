package dev.sluice.controller.api.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-68")
final class CertificateRequestTest {
  private static KeyPair rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static String rejected(String pem) {
    ProblemException e = assertThrows(ProblemException.class, () -> CertificateRequest.parse(pem));
    assertEquals(ProblemType.VALIDATION, e.type());
    assertEquals("/csr", e.errors().getFirst().pointer());
    return e.errors().getFirst().detail();
  }

  @Test
  void parse_strongKeys_areAccepted() throws GeneralSecurityException {
    for (KeyPair keys :
        new KeyPair[] {
          TestAuthority.pair("secp256r1"), TestAuthority.pair("secp384r1"), rsa(2048)
        }) {
      assertEquals(keys.getPublic(), CertificateRequest.parse(TestRequests.request(keys)).key());
    }
  }

  @Test
  @DisplayName("C-68 a request with a weak key is rejected")
  void parse_weakKeys_areRejected() throws GeneralSecurityException {
    assertEquals(
        "The key must be EC P-256, EC P-384, or RSA with 2048 to 8192 bits.",
        rejected(TestRequests.request(rsa(1024))));
    rejected(TestRequests.request(TestAuthority.pair("secp521r1")));
  }

  @Test
  @DisplayName("C-68 a request that another key signed is rejected")
  void parse_signatureOfOtherKey_isRejected() {
    assertEquals(
        "The request is not signed with the key in it.",
        rejected(
            TestRequests.request(
                TestAuthority.pair("secp256r1"), TestAuthority.pair("secp256r1"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
        "-----BEGIN CERTIFICATE REQUEST-----\n????\n-----END CERTIFICATE REQUEST-----\n",
        "-----BEGIN CERTIFICATE REQUEST-----\n",
      })
  void parse_garbage_isRejected(String pem) {
    assertEquals("Send one request in PEM (BEGIN CERTIFICATE REQUEST).", rejected(pem));
  }

  @Test
  void parse_otherObjects_areRejected() {
    rejected(TestAuthority.pem(TestAuthority.pair("secp256r1").getPublic()));
    rejected(TestRequests.valid() + TestRequests.valid());
  }
}
