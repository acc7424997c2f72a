package dev.sluice.e2e;

import static dev.sluice.e2e.Proof.awaitPath;
import static dev.sluice.e2e.Proof.awaitStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.SteadyLoad;
import dev.sluice.e2e.client.StreamedAnswer;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.rows.Clusters;
import dev.sluice.e2e.rows.Provider;
import dev.sluice.e2e.stack.FurtherCluster;
import dev.sluice.e2e.stack.Port;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows become what Envoys serve: capabilities by their numbers. */
@ExtendWith(SluiceExtension.class)
final class ControlPlaneIT {
  private static final String CLUSTER = "default";

  private final Sluice sluice;

  ControlPlaneIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  @DisplayName("C-65 a publish appears at its cluster only, under the host name of the rule")
  void c65_publishOfOneCluster() {
    Clusters clusters = new Clusters(sluice.rows());
    clusters.add("kr-seoul");
    clusters.add("us-virginia");
    try (FurtherCluster seoul = new FurtherCluster(sluice.stack(), "kr-seoul");
        FurtherCluster virginia = new FurtherCluster(sluice.stack(), "us-virginia");
        Provider payments = sluice.provider("c65-payments");
        Provider elsewhere = sluice.provider("c65-elsewhere")) {
      seoul.start();
      virginia.start();
      elsewhere.offer("other-api", sluice.echo()).publish("other-api", "prod", "us-virginia");
      payments.offer("payment-api", sluice.echo()).publish("payment-api", "prod", "kr-seoul");
      seoul.awaitReady();
      virginia.awaitReady();
      String host = "payment-api.prod.kr-seoul.api.example.com";
      awaitStatus(sluice.at(elsewhere.port(), "other-api.prod.us-virginia.api.example.com"), 200);
      awaitStatus(sluice.at(payments.port(), host), 200);
      awaitStatus(sluice.at(elsewhere.port(), host), 404);
      awaitStatus(sluice.at(elsewhere.port(), "payment-api.prod.us-virginia.api.example.com"), 404);
      awaitStatus(sluice.at(payments.port(), "other-api.prod.us-virginia.api.example.com"), 404);
    }
  }

  @Test
  @DisplayName("C-66 a withdrawn publish is gone, and nothing else notices")
  void c66_withdrawnPublish() {
    try (Provider provider = sluice.provider("c66")) {
      provider.offer("c66-stays", sluice.echo()).publish("c66-stays", "dev", CLUSTER);
      provider.offer("c66-goes", sluice.echo()).publish("c66-goes", "dev", CLUSTER);
      int chat = sluice.stack().ports().of(Port.CHAT);
      provider.offer("c66-streams", chat).publish("c66-streams", "dev", CLUSTER);
      GatewayClient stays = local(provider, "c66-stays");
      GatewayClient goes = local(provider, "c66-goes");
      GatewayClient streams = local(provider, "c66-streams").with("x-stub-endless", "true");
      awaitStatus(stays, 200);
      awaitStatus(goes, 200);
      awaitStatus(streams, 200);
      SteadyLoad load = new SteadyLoad(List.of("stays"), 200, name -> stays.get("/"));
      try (load;
          StreamedAnswer stream = streams.stream(Sluice.CHAT, Sluice.streamedPrompt("ping"))) {
        assertTrue(stream.next().isPresent());
        long before = load.count();
        provider.withdraw("c66-goes", CLUSTER);
        awaitStatus(goes, 404);
        Await.until("the load went on", Proof.LIMIT, () -> load.count() > before + 200);
        for (int event = 0; event < 200; event++) {
          assertTrue(stream.next().isPresent());
        }
      }
      assertEquals(Set.of("stays 200"), load.outcomes().keySet());
      awaitStatus(goes, 404);
    }
  }

  @Test
  @DisplayName("C-70 what only Envoy refuses is told where the row is, and the last good serves on")
  void c70_refusedByEnvoy() {
    try (Provider guilty = sluice.provider("c70-guilty");
        Provider innocent = sluice.provider("c70-innocent")) {
      guilty.offer("c70-bad", sluice.echo()).publish("c70-bad", "dev", CLUSTER);
      innocent.offer("c70-good", sluice.echo()).publish("c70-good", "dev", CLUSTER);
      GatewayClient bad = local(guilty, "c70-bad");
      GatewayClient good = local(innocent, "c70-good");
      rewrite("c70-bad", "/before");
      awaitPath(bad, "/before");
      awaitPath(good, "/");

      rewrite("c70-bad", "/two\nlines");
      Proof proof = sluice.proof();
      Await.until("it is a finding", Proof.LIMIT, () -> !proof.ofPublish("c70-bad").isEmpty());
      List<String> findings = proof.ofPublish("c70-bad");
      assertTrue(findings.getFirst().startsWith("node|RouteConfiguration"), findings::toString);
      assertTrue(findings.getFirst().contains("PrefixRewrite"), findings::toString);
      Await.until(
          "the node's state has Envoy's words",
          Proof.LIMIT,
          () -> proof.refusals().toString().contains("PrefixRewrite"));
      rewrite("c70-good", "/meanwhile");
      awaitPath(good, "/meanwhile");
      awaitPath(bad, "/before");

      rewrite("c70-bad", "/after");
      awaitPath(bad, "/after");
      Await.until("no finding", Proof.LIMIT, () -> proof.ofPublish("c70-bad").isEmpty());
      boolean taken = Await.holds(Proof.LIMIT, proof::inSync);
      assertTrue(taken, () -> "not taken: " + proof.outOfSync());
    }
  }

  private GatewayClient local(Provider provider, String product) {
    return sluice.at(provider.port(), product + ".dev.local.api.example.com");
  }

  private void rewrite(String route, String prefix) {
    sluice.rows().execute("update routes set rewrite_prefix = ? where name = ?", prefix, route);
  }
}
