package dev.sluice.controller.store.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.LbPolicy;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.ObjectIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.RevisionEntry;
import dev.sluice.controller.ir.UpstreamScheme;
import dev.sluice.controller.ir.access.AuthIr;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.ir.access.TenantIr;
import dev.sluice.controller.ir.policy.backend.LoadBalancerIr;
import dev.sluice.controller.ir.policy.backend.OutlierDetectionIr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IrJsonTest {
  @Test
  void read_oldDocument_hasDefaults() {
    RevisionEntry backend =
        entry(
            new BackendIr(
                "b",
                "b",
                UpstreamScheme.HTTP,
                LbPolicy.ROUND_ROBIN,
                Duration.ofSeconds(1),
                10,
                Optional.empty(),
                Optional.empty(),
                List.of(LoadBalancerIr.DEFAULT, OutlierDetectionIr.DEFAULT),
                List.of(new EndpointIr("10.0.0.1", 1, 100, 0))));
    RevisionEntry publish =
        entry(
            new PublishIr(
                "p",
                new TenantIr("t", "slug", 1),
                "product",
                PublishEnvironment.DEV,
                new AuthIr.OAuth2("default", "", List.of(), false, Optional.empty()),
                List.of("host"),
                List.of()));
    assertEquals(backend, IrJson.read(without("clientSecret", backend)));
    assertEquals(backend, IrJson.read(without("tls", backend)));
    assertEquals(backend, IrJson.read(without("zone", backend)));
    String older = IrJson.write(backend).replace(",\"draining\":false,\"labels\":{}", "");
    assertFalse(older.contains("labels"), older);
    assertEquals(backend, IrJson.read(older));
    assertEquals(publish, IrJson.read(without("resource", publish)));
  }

  @Test
  void read_oldListener_hasDefaults() {
    RevisionEntry frame =
        entry(new FrameIr("gateway", List.of(ListenerIr.http("http", 8080)), List.of()));
    String whole = IrJson.write(frame);
    String older =
        whole.replace(
            ",\"tls\":null,\"backend\":null,\"sharedWith\":null,\"http3\":false,"
                + "\"proxyProtocol\":false,\"allowedCidrs\":[],\"maxConnections\":0,\"bufferKb\":0",
            "");
    assertTrue(older.endsWith("\"secret\":null}],\"policies\":[]}}"), older);
    assertEquals(frame, IrJson.read(older));
  }

  private static RevisionEntry entry(ObjectIr ir) {
    return new RevisionEntry("object", Set.of("gateway"), ir);
  }

  private static String without(String field, RevisionEntry entry) {
    String whole = IrJson.write(entry);
    String older = whole.replaceFirst(",\"" + field + "\":null", "");
    assertEquals(whole.length() - field.length() - 8, older.length(), whole);
    return older;
  }
}
