package dev.sluice.e2e.traffic.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.TlsHandshakeClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of certificates that are replaced while clients connect. */
@ExtendWith(TestEnvironmentExtension.class)
final class CertificateRotationIT {
  private static final int ROTATIONS = 10;
  private static final int PER_SECOND = 40;

  private final TestEnvironment sluice;
  private final TestCa authority = new TestCa("rotation");

  CertificateRotationIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void certificate_replacedTenTimes_noCallFails() {
    try (ListenerRows rows = new ListenerRows(sluice, "rotated")) {
      rows.writeSecret("rotated", authority, "localhost");
      int port = rows.addHttps("https", "rotated", "", "");
      TlsHandshakeClient client =
          new TlsHandshakeClient(URI.create("https://localhost:" + port), authority.certificate());
      ListenerRows.await("200", () -> Integer.toString(client.get(rows.host(), "/").status()));
      ConstantRateLoad load =
          new ConstantRateLoad(
              List.of("call"), PER_SECOND, call -> client.get(rows.host(), "/" + call));
      try (load) {
        for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
          int certificates = rotation + 1;
          rows.writeSecret("rotated", authority, "localhost");
          ConditionWait.awaitTrue(
              "certificate " + certificates,
              ControlPlaneState.LIMIT,
              () -> client.certificateCount() == certificates);
        }
        long before = load.count();
        ConditionWait.awaitTrue(
            "the load goes on", ControlPlaneState.LIMIT, () -> load.count() > before + PER_SECOND);
      }
      System.out.println(ROTATIONS + " certificates replaced: " + load.outcomes());
      assertEquals(Set.of("call 200"), load.outcomes().keySet(), () -> "" + load.outcomes());
      assertTrue(load.count() > PER_SECOND);
    }
  }
}
