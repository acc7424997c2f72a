package dev.sluice.e2e.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tests of the pages of ops ports; unready servers are in {@code DatabaseFaultIT}. */
@ExtendWith(TestEnvironmentExtension.class)
@Tag("C-86")
final class OpsPortsIT {
  private final TestEnvironment sluice;

  OpsPortsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest
  @EnumSource(names = {"EXTAUTHZ_OPS", "EXTPROC_OPS", "XDS_OPS"})
  @DisplayName("C-86 each running server says without a token that it lives and is ready")
  void pages_ofARunningServer_areOk(StackPort port) {
    GatewayClient ops = new GatewayClient(sluice.stack().ports().http(port));
    GatewayResponse health = ops.get("/healthz");
    assertEquals(200, health.status());
    assertEquals("{\"status\":\"ok\"}", health.body().strip());
    GatewayResponse ready = ops.get("/readyz");
    assertEquals(200, ready.status(), ready::body);
    assertTrue(ready.json().path("failing").isEmpty(), ready::body);
    assertTrue(ops.get("/version").json().path("version").asString().startsWith("0."));
  }
}
