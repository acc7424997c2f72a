package dev.sluice.controller.server.grpc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.common.grpc.TlsConfig;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.TestCa;
import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.resources.push.PushConfig;
import dev.sluice.controller.server.EnvoyProcess;
import dev.sluice.controller.xds.EnvoyBootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test that a real Envoy gets a stream over TLS only as the agent of its certificate. */
final class EnvoyIdentityIT {
  private static final String CONNECTED = "control_plane.connected_state: 1";
  private static final String AWAY = "control_plane.connected_state: 0";

  @TempDir Path folder;
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final TestCa ca = new TestCa("authority");
  private AdsFixture controller;

  @BeforeEach
  void start() {
    assumeTrue(EnvoyProcess.binary().isPresent(), "no Envoy: set ENVOY to one");
    ca.issue("spiffe://lab/sluice/controller/c").write(folder.resolve("controller"), ca);
    controller =
        new AdsFixture(PushConfig.DEFAULT, 100, Optional.of(files(folder.resolve("controller"))));
    controller.update("lab", List.of());
  }

  @AfterEach
  void stop() {
    if (controller != null) {
      controller.close();
    }
  }

  @Test
  void registeredAgent_isServedUntilItIsRevoked() throws IOException {
    warnings.expect("lab/envoy-1 is sent away");
    register(new Agent("a", "lab", "lab/envoy-1", "envoy", false));
    try (EnvoyProcess envoy = envoy("envoy", "spiffe://lab/sluice/envoy/a")) {
      Await.until(() -> envoy.admin("/stats?filter=control_plane").contains(CONNECTED));
      Await.until(() -> envoy.admin("/ready").startsWith("LIVE"));
      register(new Agent("a", "lab", "lab/envoy-1", "envoy", true));
      Await.until(() -> envoy.log().contains("has been revoked"));
      Await.until(() -> envoy.admin("/stats?filter=control_plane").contains(AWAY));
    }
  }

  @Test
  void unknownAgent_isRefused() throws IOException {
    register(new Agent("a", "lab", "lab/envoy-1", "envoy", false));
    assertRefused("spiffe://lab/sluice/envoy/b", "is no agent");
  }

  @Test
  void agentOfAnotherKind_isRefused() throws IOException {
    register(new Agent("a", "lab", "lab/envoy-1", "extauthz", false));
    assertRefused("spiffe://lab/sluice/extauthz/a", "is registered as extauthz");
  }

  @Test
  void agentOfAnotherNode_isRefused() throws IOException {
    register(new Agent("a", "lab", "lab/envoy-2", "envoy", false));
    assertRefused("spiffe://lab/sluice/envoy/a", "is registered as another node");
  }

  private void assertRefused(String id, String why) throws IOException {
    try (EnvoyProcess envoy = envoy("envoy", id)) {
      Await.until(() -> envoy.log().contains(why));
    }
  }

  private void register(Agent agent) {
    controller.onLoop(() -> {
      controller.agents.update(Map.of(agent.id(), Optional.of(agent)), true);
      return true;
    });
  }

  private EnvoyProcess envoy(String name, String id) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    ca.issue(id).write(own, ca);
    TlsConfig files = files(own);
    return new EnvoyProcess(
        own,
        "lab/envoy-1",
        controller.address(),
        Optional.of(
            new EnvoyBootstrap.TlsFiles(files.certificate(), files.key(), files.ca(), "lab")),
        bootstrap -> bootstrap);
  }

  private static TlsConfig files(Path from) {
    return new TlsConfig(from.resolve("tls.crt"), from.resolve("tls.key"), from.resolve("ca.crt"));
  }
}
