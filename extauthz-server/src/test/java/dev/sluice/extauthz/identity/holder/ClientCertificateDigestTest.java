package dev.sluice.extauthz.identity.holder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Sha256;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificateDigestTest {
  private static final String HASH =
      "468ed33be74eee6556d90c0149c1309e9ba61d6425303443c0748a02dd8de688";

  @Test
  void ofPem_firstCertificate_counts() {
    String pem =
        "-----BEGIN%20CERTIFICATE-----%0A%2B/8A%0A+/8A%0A-----END%20CERTIFICATE-----%0A"
            + "-----BEGIN%20CERTIFICATE-----%0AAAAA%0A-----END%20CERTIFICATE-----%0A";
    byte[] der = {-5, -1, 0, -5, -1, 0};
    assertArrayEquals(Sha256.of(der), ClientCertificateDigest.ofPem(pem).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAA",
        "-----BEGIN%20CERTIFICATE-----AAAA",
        "-----END%20CERTIFICATE----------BEGIN%20CERTIFICATE-----",
        "-----BEGIN%20CERTIFICATE-----A-----END%20CERTIFICATE-----",
        "-----BEGIN%2",
        "-----BEGIN%zz"
      })
  void ofPem_unreadable_isEmpty(String text) {
    assertTrue(ClientCertificateDigest.ofPem(text).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hash=%s",
        "hash=%s",
        "By=spiffe://a/b;Hash=%s;Subject=\"CN=a,O=\\\"b;Hash=c\\\",C=d\";URI=spiffe://a/c",
        "By=spiffe://a/b; Hash=%s",
        "Subject=\"\";Hash=%s;"
      })
  void ofForwarded_oneCertificate(String header) {
    byte[] digest = ClientCertificateDigest.ofForwarded(header.formatted(HASH)).orElseThrow();
    assertEquals(HASH, HexFormat.of().formatHex(digest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Hash=",
        "Hash=%s0",
        "Hash=\"%s\"",
        "Subject=\"Hash=%s\"",
        "Subject=\";Hash=%s",
        "URI=spiffe://a/b",
        "Hash=%s;Hash=%s",
        "Hash=%s,Hash=%s",
        "Hash=%s,By=spiffe://a/b",
        "XHash=%s"
      })
  void ofForwarded_othersOrSeveral_isEmpty(String header) {
    assertTrue(ClientCertificateDigest.ofForwarded(header.replace("%s", HASH)).isEmpty());
  }
}
