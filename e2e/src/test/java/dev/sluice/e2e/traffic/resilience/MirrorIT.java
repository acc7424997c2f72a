package dev.sluice.e2e.traffic.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of mirrored requests. */
@ExtendWith(TestEnvironmentExtension.class)
final class MirrorIT {
  private final TestEnvironment sluice;

  MirrorIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 a mirror gets the request, and the client the answer of the backend")
  void mirror_request_isCopied() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        RawHttpUpstream mirror = new RawHttpUpstream();
        ResilientProduct product = new ResilientProduct(sluice, "rs-mirror", upstream.port())) {
      product
          .backend("rs-mirror-2", mirror.port())
          .policy("mirror", "{\"backend\":\"rs-mirror-2\"}")
          .publish();
      assertEquals("main try 1", product.client("copy").post("/", "{\"a\":1}").body());
      ConditionWait.awaitTrue(
          "the mirror has the body",
          Duration.ofSeconds(10),
          () ->
              mirror
                  .lastRequest()
                  .filter(copy -> copy.text().equals("{\"a\":1}"))
                  .filter(copy -> copy.header("host").orElse("").equals(product.host()))
                  .isPresent());
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 a route with inspected bodies is not mirrored")
  void mirror_inspectedRoute_isRefused() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        RawHttpUpstream mirror = new RawHttpUpstream();
        ResilientProduct product = new ResilientProduct(sluice, "rs-no-mirror", upstream.port())) {
      product
          .backend("rs-no-mirror-2", mirror.port())
          .policy("dlp", "{\"inspection\":\"pre_only\"}")
          .policy("mirror", "{\"backend\":\"rs-no-mirror-2\"}")
          .publish();
      ConditionWait.awaitTrue(
          "the finding is there",
          Duration.ofSeconds(20),
          () ->
              sluice
                  .controlPlane()
                  .findings("routes", "rs-no-mirror")
                  .toString()
                  .contains("a route with inspected bodies is not mirrored"));
      for (int i = 0; i < 5; i++) {
        assertEquals(200, product.client("refused").post("/", "{}").status());
      }
      assertTrue(mirror.lastRequest().isEmpty());
    }
  }
}
