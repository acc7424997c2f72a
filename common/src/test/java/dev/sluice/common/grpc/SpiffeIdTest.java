package dev.sluice.common.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.common.testkit.TestCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeIdTest {
  @Test
  void parse_validId_returnsParts() {
    SpiffeId id = SpiffeId.parse("spiffe://prod.example/sluice/envoy/edge-1.A_b");
    assertEquals(new SpiffeId("prod.example", "envoy", "edge-1.A_b"), id);
    assertEquals("spiffe://prod.example/sluice/envoy/edge-1.A_b", id.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "spiffe://",
        "https://d/sluice/envoy/a",
        "SPIFFE://d/sluice/envoy/a",
        "spiffe:/d/sluice/envoy/a",
        "spiffe:///sluice/envoy/a",
        "spiffe://D/sluice/envoy/a",
        "spiffe://d:1/sluice/envoy/a",
        "spiffe://u@d/sluice/envoy/a",
        "spiffe://d/other/envoy/a",
        "spiffe://d/sluice/envoy",
        "spiffe://d/sluice/envoy/",
        "spiffe://d/sluice/envoy/a/",
        "spiffe://d/sluice/envoy/a/b",
        "spiffe://d//sluice/envoy/a",
        "spiffe://d/sluice//a",
        "spiffe://d/sluice/Envoy/a",
        "spiffe://d/sluice/envoy/..",
        "spiffe://d/sluice/envoy/.",
        "spiffe://d/sluice/envoy/a?x",
        "spiffe://d/sluice/envoy/a#x",
        "spiffe://d/sluice/envoy/%61",
        "spiffe://d/sluice/envoy/ä",
        "spiffe://d/sluice/envoy/a ",
        " spiffe://d/sluice/envoy/a",
        "spiffe://d/ns/default/sa/envoy"
      })
  void parse_otherForm_isRejected(String text) {
    assertThrows(IllegalArgumentException.class, () -> SpiffeId.parse(text));
  }

  @Test
  void parse_tooLong_isRejected() {
    String domain = "d".repeat(256);
    assertThrows(
        IllegalArgumentException.class,
        () -> SpiffeId.parse("spiffe://" + domain + "/sluice/envoy/a"));
    String id = "a".repeat(2048);
    assertThrows(
        IllegalArgumentException.class, () -> SpiffeId.parse("spiffe://d/sluice/envoy/" + id));
  }

  @Test
  void of_certificate_requiresOneUri() {
    TestCa ca = new TestCa("ca");
    String good = "spiffe://d/sluice/envoy/a";
    assertEquals(SpiffeId.parse(good), SpiffeId.of(ca.issue(good).certificate()));
    for (TestCa.Issued bad :
        new TestCa.Issued[] {
          ca.issue(), ca.issue(good, "https://d/"), ca.issue(good, good), ca.issue("https://d/")
        }) {
      assertThrows(IllegalArgumentException.class, () -> SpiffeId.of(bad.certificate()));
    }
  }
}
