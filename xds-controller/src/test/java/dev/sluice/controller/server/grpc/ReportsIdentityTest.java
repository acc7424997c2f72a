package dev.sluice.controller.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.ads.AdsClientConfig;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.grpc.TlsConfig;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.report.ReportClient;
import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.TestCa;
import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.report.v1.PolicyReport;
import dev.sluice.report.v1.UsageReport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test that a reporter over TLS must be registered as the node of its report. */
final class ReportsIdentityTest {
  @TempDir Path folder;
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final TestCa ca = new TestCa("authority");
  private final ServerParts parts = new ServerParts();
  private final AgentRegistry agents = new AgentRegistry();
  private UpdateLoop loop;
  private GrpcServer server;

  @BeforeEach
  void start() throws IOException {
    loop = parts.add("loop", new UpdateLoop());
    ReportHandler desk = new ReportHandler(new SimpleMeterRegistry());
    ReportsService service = parts.add("reports", new ReportsService(loop, agents, desk));
    GrpcServerConfig config =
        new GrpcServerConfig(
            new HostPort("127.0.0.1", 0),
            4 << 20,
            100,
            Duration.ofSeconds(1),
            Optional.of(files("spiffe://lab/sluice/controller/c")));
    server = parts.add("grpc", GrpcServer.start("xds", config, new Readiness(), List.of(service)));
  }

  @AfterEach
  void stop() {
    parts.close();
  }

  @Test
  void registered_isHeard() throws IOException {
    register("extproc", false);
    assertEquals("unavailable: UNAVAILABLE: database away", usage("extproc", "extproc"));
    assertEquals("unavailable: UNAVAILABLE: database away", policies("extproc", "extproc"));
  }

  @Test
  void anotherKind_isRefused() throws IOException {
    register("extproc", false);
    assertTrue(usage("envoy", "extproc").contains("is registered as extproc"));
    register("envoy", false);
    assertTrue(usage("envoy", "extproc").startsWith("permission_denied"));
    assertTrue(policies("envoy", "envoy").contains("only policy servers report"));
  }

  @Test
  void extauthz_reportsPoliciesAlone() throws IOException {
    register("extauthz", false);
    assertTrue(usage("extauthz", "extauthz").startsWith("permission_denied"));
    assertTrue(policies("extauthz", "extauthz").startsWith("unavailable"));
  }

  @Test
  void unknownOrRevoked_isRefused() throws IOException {
    assertTrue(usage("extproc", "extproc").contains("no agents have been read yet"));
    register("extproc", true);
    assertTrue(usage("extproc", "extproc").contains("has been revoked"));
    take(new Agent("a", "lab", "lab/other", "extproc", false));
    assertTrue(usage("extproc", "extproc").contains("another node than lab/n"));
  }

  private void register(String kind, boolean revoked) {
    take(new Agent("a", "lab", "lab/n", kind, revoked));
  }

  private void take(Agent agent) {
    boolean _ =
        loop.submit(
                () -> {
                  agents.update(Map.of(agent.id(), Optional.of(agent)), true);
                  return true;
                })
            .join();
  }

  private String usage(String holder, String kind) throws IOException {
    UsageReport report = UsageReport.newBuilder().setWriterId(UUID.randomUUID().toString()).build();
    try (ReportClient link = link(holder, kind)) {
      ReportRejectedException refused =
          assertThrows(ReportRejectedException.class, () -> link.sendUsage(report));
      return refused.reason() + ": " + refused.getMessage();
    }
  }

  private String policies(String holder, String kind) throws IOException {
    try (ReportClient link = link(holder, kind)) {
      ReportRejectedException refused =
          assertThrows(
              ReportRejectedException.class,
              () -> link.sendPolicies(PolicyReport.getDefaultInstance()));
      return refused.reason() + ": " + refused.getMessage();
    }
  }

  private ReportClient link(String holder, String kind) throws IOException {
    return new ReportClient(
        new AdsClientConfig(
            server.address(),
            "lab",
            "n",
            kind,
            folder,
            Optional.of(files("spiffe://lab/sluice/" + holder + "/a"))));
  }

  private TlsConfig files(String id) throws IOException {
    Path own = folder.resolve(UUID.randomUUID().toString());
    ca.issue(id).write(own, ca);
    return new TlsConfig(own.resolve("tls.crt"), own.resolve("tls.key"), own.resolve("ca.crt"));
  }
}
