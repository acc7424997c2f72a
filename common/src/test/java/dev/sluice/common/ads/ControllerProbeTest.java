package dev.sluice.common.ads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigProblem;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.grpc.TlsConfig;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ControllerProbeTest {
  @RegisterExtension final NoWarnings log = new NoWarnings();
  @TempDir Path folder;
  private final TestCa ca = new TestCa("ca");
  private final DependencyReport report = new DependencyReport(ConfigReader.of("", Map.of()));

  @Test
  void controller_plaintext_isFound() {
    try (GrpcServer server = server(Optional.empty())) {
      probe(server.address(), Optional.empty());
      assertEquals(
          List.of(
              "controller.cache-dir " + folder.resolve("cache"),
              "controller.address " + server.address()),
          report.found());
    }
    assertEquals(List.of(), report.problems());
    assertTrue(Files.notExists(folder.resolve("cache")));
  }

  @Test
  void controller_withTls_isFound() {
    try (GrpcServer server = server(Optional.of(files("controller", "server")))) {
      probe(server.address(), Optional.of(files("extauthz", "client")));
    }
    assertEquals(List.of(), report.problems());
  }

  @Test
  void controller_otherIdentity_isAbsent() {
    log.expect("rejected a peer: spiffe://lab/sluice/extproc/c has no business here");
    try (GrpcServer server = server(Optional.of(files("extproc", "server")))) {
      probe(server.address(), Optional.of(files("extauthz", "client")));
    }
    assertTrue(problem().missing());
    assertTrue(
        problem().message().contains(" does not answer as a controller: UNAVAILABLE, "),
        problem().message());
  }

  @Test
  void controller_closedPort_isAbsent() throws IOException {
    HostPort closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = new HostPort("127.0.0.1", socket.getLocalPort());
    }
    probe(closed, Optional.empty());
    assertTrue(
        problem().message().startsWith(closed + " does not answer as a controller: UNAVAILABLE, "),
        problem().message());
    assertTrue(problem().message().contains("refused"), problem().message());
    assertEquals(1, problem().message().lines().count());
  }

  private ConfigProblem problem() {
    assertEquals(1, report.problems().size(), report.problems()::toString);
    return report.problems().getFirst();
  }

  private void probe(HostPort address, Optional<TlsConfig> tls) {
    ControllerProbe.probe(
        new AdsClientConfig(address, "lab", "a", "extauthz", folder.resolve("cache"), tls), report);
  }

  private static GrpcServer server(Optional<TlsConfig> tls) {
    GrpcServerConfig config =
        new GrpcServerConfig(new HostPort("127.0.0.1", 0), 1 << 16, 10, Duration.ofSeconds(1), tls);
    return GrpcServer.start("xds", config, new Readiness(), List.of());
  }

  private TlsConfig files(String kind, String name) {
    Path of = folder.resolve(name);
    ca.issue("spiffe://lab/sluice/" + kind + "/c").write(of, ca);
    return new TlsConfig(of.resolve("tls.crt"), of.resolve("tls.key"), of.resolve("ca.crt"));
  }
}
