package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.agent.v1.DeployCommand;
import dev.sluice.agent.v1.DeployStatus;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.MutualTls;
import dev.sluice.common.testkit.TestAgent;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of an agent that registers with sluicectl and whose controller is killed. */
@ExtendWith(TestEnvironmentExtension.class)
final class AgentStreamKilledIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String OTHER_HASH = "0".repeat(64);

  private final TestEnvironment sluice;
  @TempDir Path folder;

  AgentStreamKilledIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-68")
  @Tag("C-69")
  @Tag("C-71")
  @DisplayName("C-69 a command survives its controller; C-71 a drift is shown and mended")
  void controller_killed_commandGoesOn() throws Exception {
    AgentAuthority authority = AgentAuthority.create(folder);
    Path state = Files.createDirectory(folder.resolve("state"));
    try (ManagedApi api = ManagedApi.start(sluice, "agents", state, authority.variables("1h"))) {
      String cluster = api.tenants().addCluster("agents");
      String _ = api.register(cluster, "edge", folder.resolve("agent"), "--kind", "agent");
      GatewayClient ada =
          api.tenants().user("agents-ada", "org-admin", "org", "agents-acme", "provider");
      ManagedProduct product =
          ManagedProduct.draft(api.tenants(), ada, "agents", StackPorts.findFreePort(), "none");
      String publish =
          product.addPublish(ada, product.product(), cluster, "staging", "none", product.service());
      Deployments deployments = new Deployments(ada, publish);
      assertEquals(200, ada.post(deployments.path() + "/publish", "").status());
      try (MutualTls tls = AgentAuthority.tls(folder.resolve("agent"))) {
        deploys(api, tls, deployments);
      }
    } finally {
      sluice.sql().execute("delete from agents where node_id = 'agents/edge'");
    }
  }

  private void deploys(ManagedApi api, MutualTls tls, Deployments deployments) throws Exception {
    HostPort xds = HostPort.parse(api.controller().ports().address(StackPort.XDS));
    String token = Files.readString(folder.resolve("agent/token")).strip();
    DeployCommand command;
    try (TestAgent agent = TestAgent.connect(tls.channelBuilder(xds), token)) {
      command = agent.command();
      agent.ack(command);
      assertEquals("pending", deployments.status());
      api.controller().process().kill();
      assertEquals(Status.Code.UNAVAILABLE, agent.awaitEnd().getCode());
    }
    api.controller().start();
    try (TestAgent agent = TestAgent.connect(tls.channelBuilder(xds), token)) {
      assertEquals(command, agent.command());
      agent.finish(command, DeployStatus.DEPLOY_STATUS_APPLIED, "");
      deployments.await("applied");
      agent.heartbeat(command.getProductPublishId(), OTHER_HASH);
      deployments.await("drifted");
      DeployCommand again = agent.command();
      assertNotEquals(command.getCommandId(), again.getCommandId());
      agent.finish(again, DeployStatus.DEPLOY_STATUS_APPLIED, "");
      deployments.await("applied");
    }
  }

  /** A view of what the agent has of a publish. */
  private record Deployments(GatewayClient provider, String publish) {
    String path() {
      return "/v1/provider/product-publishes/" + publish;
    }

    String status() {
      JsonNode nodes = provider.get(path() + "/deployments").json().path("nodes");
      assertEquals(1, nodes.size(), nodes::toString);
      return nodes.path(0).path("status").asString();
    }

    void await(String status) {
      assertTrue(ConditionWait.becomesTrue(LIMIT, () -> status().equals(status)), this::status);
    }
  }
}
