package dev.sluice.quality.h2spec;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ReadinessProbe;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.rows.SqlClient;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.stack.StartProgressListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The ports of a running environment: three servers, and an Envoy that serves one open product at
 * the address that h2spec calls.
 */
final class PortsUnderTest implements AutoCloseable {
  private static final String PRODUCT = "h2spec";
  private static final String TRUST_DOMAIN = "uri:spiffe://h2spec.example/sluice/";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** The section of the gRPC server in the configuration of each server, and its kind as a peer. */
  private static final Map<ServerKind, List<String>> SECTIONS =
      Map.of(
          ServerKind.CONTROLLER, List.of("xds", "controller"),
          ServerKind.EXTAUTHZ, List.of("grpc", "extauthz"),
          ServerKind.EXTPROC, List.of("grpc", "extproc"));

  private final Path folder;
  private final SluiceStack stack;
  private final KeytoolAuthority authority;
  private final int gatewayPort = StackPorts.findFreePort();
  private final int gatewayTlsPort = StackPorts.findFreePort();

  /**
   * Prepares the environment without starting it.
   *
   * @param folder the folder of data and logs
   */
  PortsUnderTest(Path folder) throws IOException {
    this.folder = folder;
    Path home = folder.resolve("stack");
    this.stack = new SluiceStack(StackSettings.of(home, folder, StackPorts.findFree()));
    this.authority = new KeytoolAuthority(folder.resolve("keys"));
  }

  /** Starts all parts and waits until the product is served. */
  void start() throws IOException {
    authority.issue(stack.settings().secretsFolder().resolve(PRODUCT), "dns:localhost");
    stack.start(StartProgressListener.SILENT);
    SqlClient rows = new SqlClient(stack.database());
    new ProviderTenant(rows, PRODUCT, gatewayPort)
        .addTlsListener(gatewayTlsPort, PRODUCT)
        .addProduct(PRODUCT, stack.ports().of(StackPort.AGENT))
        .publishProduct(PRODUCT, "dev", "default");
    rows.execute(
        "insert into publish_hostnames (publish_id, gateway_id, host)"
            + " select product_publishes.id, gateway_id, '127.0.0.1' from product_publishes"
            + " join products on products.id = product_id where slug = ?",
        PRODUCT);
    URI served = URI.create("http://127.0.0.1:" + gatewayPort + "/");
    ConditionWait.awaitTrue(
        "the gateway serves the product", LIMIT, () -> ReadinessProbe.returnsOk(served));
  }

  /** Returns the ports that need no client certificate. */
  List<TestedPort> open() {
    return List.of(
        new TestedPort("extauthz-server gRPC", PortKind.GRPC, of(StackPort.EXTAUTHZ), false),
        new TestedPort("extproc-dlp-server gRPC", PortKind.GRPC, of(StackPort.EXTPROC), false),
        new TestedPort("xds-controller gRPC", PortKind.GRPC, of(StackPort.XDS), false),
        new TestedPort("Envoy listener", PortKind.ENVOY, gatewayPort, false),
        new TestedPort("Envoy listener", PortKind.ENVOY, gatewayTlsPort, true),
        new TestedPort("Envoy admin", PortKind.ENVOY, of(StackPort.ENVOY_ADMIN), false),
        new TestedPort("extauthz-server ops", PortKind.HTTP1, of(StackPort.EXTAUTHZ_OPS), false),
        new TestedPort("extproc-dlp-server ops", PortKind.HTTP1, of(StackPort.EXTPROC_OPS), false),
        new TestedPort("xds-controller ops", PortKind.HTTP1, of(StackPort.XDS_OPS), false),
        new TestedPort("xds-controller API", PortKind.HTTP1, of(StackPort.API), false));
  }

  /** Restarts a server with mutual TLS. Returns its port. */
  TestedPort secure(ServerKind kind) throws IOException {
    List<String> names = SECTIONS.getOrDefault(kind, List.of());
    String section = names.getFirst();
    Path keys = folder.resolve("keys").resolve(names.getLast());
    authority.issue(keys, TRUST_DOMAIN + names.getLast() + "/one");
    Path config = stack.settings().config(kind.module());
    String tls =
        "  tls: {certificate: %s, key: %s, ca: %s}\n"
            .formatted(keys.resolve("tls.crt"), keys.resolve("tls.key"), keys.resolve("ca.crt"));
    ManagedProcess server = stack.process(kind);
    server.kill();
    Files.writeString(
        config, Files.readString(config).replaceFirst("(?m)^" + section + ":\n", "$0" + tls));
    server.start();
    server.awaitReady();
    int port = of(StackPort.grpcOf(kind));
    return new TestedPort(kind.module() + " gRPC, mutual TLS", PortKind.GRPC, port, false);
  }

  /** Returns a context with a certificate that all servers accept. */
  SSLContext client() throws IOException {
    authority.issue(folder.resolve("keys").resolve("client"), TRUST_DOMAIN + "envoy/h2spec");
    return authority.context("client");
  }

  /** Stops all parts, and deletes the data and the keys. Logs and reports stay. */
  @Override
  public void close() throws IOException {
    stack.close();
    for (String data : List.of("stack", "keys")) {
      try (Stream<Path> files = Files.walk(folder.resolve(data))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private int of(StackPort port) {
    return stack.ports().of(port);
  }
}
