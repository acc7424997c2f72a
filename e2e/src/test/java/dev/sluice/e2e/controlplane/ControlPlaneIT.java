package dev.sluice.e2e.controlplane;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatus;
import static dev.sluice.e2e.support.ControlPlaneState.awaitUpstreamPath;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ClusterRows;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.AdditionalCluster;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of rows that become Envoy configuration, by capability number. */
@ExtendWith(TestEnvironmentExtension.class)
final class ControlPlaneIT {
  private static final String CLUSTER = "default";

  private final TestEnvironment sluice;

  ControlPlaneIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-65")
  @DisplayName("C-65 a publish appears at its cluster only, under the host name of the rule")
  void c65_publishOfOneCluster() {
    ClusterRows clusters = new ClusterRows(sluice.sql());
    clusters.add("kr-seoul");
    clusters.add("us-virginia");
    try (AdditionalCluster seoul = new AdditionalCluster(sluice.stack(), "kr-seoul");
        AdditionalCluster virginia = new AdditionalCluster(sluice.stack(), "us-virginia");
        ProviderTenant payments = sluice.newProvider("c65-payments");
        ProviderTenant elsewhere = sluice.newProvider("c65-elsewhere")) {
      seoul.start();
      virginia.start();
      elsewhere
          .addProduct("other-api", sluice.echoPort())
          .publishProduct("other-api", "prod", "us-virginia");
      payments
          .addProduct("payment-api", sluice.echoPort())
          .publishProduct("payment-api", "prod", "kr-seoul");
      seoul.awaitReady();
      virginia.awaitReady();
      String host = "payment-api.prod.kr-seoul.api.example.com";
      awaitStatus(
          sluice.atHost(elsewhere.port(), "other-api.prod.us-virginia.api.example.com"), 200);
      awaitStatus(sluice.atHost(payments.port(), host), 200);
      awaitStatus(sluice.atHost(elsewhere.port(), host), 404);
      awaitStatus(
          sluice.atHost(elsewhere.port(), "payment-api.prod.us-virginia.api.example.com"), 404);
      awaitStatus(
          sluice.atHost(payments.port(), "other-api.prod.us-virginia.api.example.com"), 404);
    }
  }

  @Test
  @Tag("C-66")
  @DisplayName("C-66 a withdrawn publish is gone, and nothing else notices")
  void c66_withdrawnPublish() {
    try (ProviderTenant provider = sluice.newProvider("c66")) {
      provider
          .addProduct("c66-stays", sluice.echoPort())
          .publishProduct("c66-stays", "dev", CLUSTER);
      provider.addProduct("c66-goes", sluice.echoPort()).publishProduct("c66-goes", "dev", CLUSTER);
      int chat = sluice.stack().ports().of(StackPort.CHAT);
      provider.addProduct("c66-streams", chat).publishProduct("c66-streams", "dev", CLUSTER);
      GatewayClient stays = local(provider, "c66-stays");
      GatewayClient goes = local(provider, "c66-goes");
      GatewayClient streams = local(provider, "c66-streams").withHeader("x-stub-endless", "true");
      awaitStatus(stays, 200);
      awaitStatus(goes, 200);
      awaitStatus(streams, 200);
      ConstantRateLoad load = new ConstantRateLoad(List.of("stays"), 200, name -> stays.get("/"));
      try (load;
          StreamedResponse stream =
              streams.stream(TestEnvironment.CHAT, TestEnvironment.streamedPrompt("ping"))) {
        assertTrue(stream.awaitNext().isPresent());
        long before = load.count();
        provider.withdrawProduct("c66-goes", CLUSTER);
        awaitStatus(goes, 404);
        ConditionWait.awaitTrue(
            "the load went on", ControlPlaneState.LIMIT, () -> load.count() > before + 200);
        for (int event = 0; event < 200; event++) {
          assertTrue(stream.awaitNext().isPresent());
        }
      }
      assertEquals(Set.of("stays 200"), load.outcomes().keySet());
      awaitStatus(goes, 404);
    }
  }

  @Test
  @Tag("C-70")
  @DisplayName("C-70 what only Envoy refuses is told where the row is, and the last good serves on")
  void c70_rejectedByEnvoy() {
    try (ProviderTenant guilty = sluice.newProvider("c70-guilty");
        ProviderTenant innocent = sluice.newProvider("c70-innocent")) {
      guilty.addProduct("c70-bad", sluice.echoPort()).publishProduct("c70-bad", "dev", CLUSTER);
      innocent.addProduct("c70-good", sluice.echoPort()).publishProduct("c70-good", "dev", CLUSTER);
      GatewayClient bad = local(guilty, "c70-bad");
      GatewayClient good = local(innocent, "c70-good");
      rewrite("c70-bad", "/before");
      awaitUpstreamPath(bad, "/before");
      awaitUpstreamPath(good, "/");

      rewrite("c70-bad", "/two\nlines");
      ControlPlaneState proof = sluice.controlPlane();
      ConditionWait.awaitTrue(
          "it is a finding",
          ControlPlaneState.LIMIT,
          () -> !proof.publishFindings("c70-bad").isEmpty());
      List<String> findings = proof.publishFindings("c70-bad");
      assertTrue(findings.getFirst().startsWith("node|RouteConfiguration"), findings::toString);
      assertTrue(findings.getFirst().contains("PrefixRewrite"), findings::toString);
      ConditionWait.awaitTrue(
          "the node's state has Envoy's words",
          ControlPlaneState.LIMIT,
          () -> proof.nacks().toString().contains("PrefixRewrite"));
      rewrite("c70-good", "/meanwhile");
      awaitUpstreamPath(good, "/meanwhile");
      awaitUpstreamPath(bad, "/before");

      rewrite("c70-bad", "/after");
      awaitUpstreamPath(bad, "/after");
      ConditionWait.awaitTrue(
          "no finding", ControlPlaneState.LIMIT, () -> proof.publishFindings("c70-bad").isEmpty());
      boolean taken = ConditionWait.becomesTrue(ControlPlaneState.LIMIT, proof::inSync);
      assertTrue(taken, () -> "not taken: " + proof.outOfSync());
    }
  }

  private GatewayClient local(ProviderTenant provider, String product) {
    return sluice.atHost(provider.port(), product + ".dev.local.api.example.com");
  }

  private void rewrite(String route, String prefix) {
    sluice.sql().execute("update routes set rewrite_prefix = ? where name = ?", prefix, route);
  }
}
