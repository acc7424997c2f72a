package dev.sluice.bench.peer;

import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.ProcessUsage;
import dev.sluice.bench.process.TextTemplate;
import dev.sluice.e2e.process.EnvoyBinary;
import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.stack.StackPorts;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An Envoy with one worker, and with a listener for each variant of a measurement. */
public final class BenchEnvoy implements AutoCloseable {
  private static final TextTemplate BOOTSTRAP = template("envoy.yaml");
  private static final TextTemplate LISTENER = template("envoy_listener.yaml");
  private static final TextTemplate SERVER = template("envoy_server_cluster.yaml");

  private final Map<ServerVariant, Integer> ports = new EnumMap<>(ServerVariant.class);
  private final Map<ServerVariant, MeasuredServer> servers;
  private final ManagedProcess process;

  /**
   * The parts of a listener that differ, in YAML.
   *
   * @param route the action of its only route
   * @param accessLog the access logs, in flow style
   * @param filters the filters before the router
   */
  public record ListenerParts(String route, String accessLog, String filters) {}

  /**
   * Starts Envoy and waits until it is ready.
   *
   * @param servers the servers; each is a cluster with the id of its variant
   * @param others the variants without a server
   * @param clusters further clusters, in YAML
   * @param command a function that may change the command line
   */
  public BenchEnvoy(
      ProcessGroup group,
      Map<ServerVariant, MeasuredServer> servers,
      List<ServerVariant> others,
      String clusters,
      Function<ServerVariant, ListenerParts> parts,
      UnaryOperator<List<String>> command) {
    this.servers = servers;
    Stream.concat(others.stream(), servers.keySet().stream())
        .forEach(variant -> ports.put(variant, StackPorts.findFreePort()));
    String listeners =
        ports.entrySet().stream()
            .map(port -> listener(port.getKey(), port.getValue(), parts.apply(port.getKey())))
            .collect(Collectors.joining());
    String serverClusters =
        servers.entrySet().stream()
            .map(server -> cluster(server.getKey(), server.getValue().port()))
            .collect(Collectors.joining());
    int admin = StackPorts.findFreePort();
    String bootstrap =
        BOOTSTRAP.fill(
            Map.of("admin", admin, "listeners", listeners, "clusters", clusters + serverClusters));
    Path file = group.write("envoy.yaml", bootstrap);
    List<String> line = EnvoyCommand.of(EnvoyBinary.find(System.getenv()), file);
    URI ready = URI.create("http://127.0.0.1:" + admin + "/ready");
    this.process = group.start("envoy", command.apply(line), ready);
  }

  public List<ServerVariant> variants() {
    return List.copyOf(ports.keySet());
  }

  /** Returns the port of a variant's listener. */
  public int port(ServerVariant variant) {
    return ports.getOrDefault(variant, 0);
  }

  /** Returns a meter of a variant's server, of Envoy and of the bench itself. */
  public CpuMeter meter(ServerVariant variant) {
    MeasuredServer server = servers.get(variant);
    var envoy = new ProcessUsage(process.pid());
    ProcessUsage bench = ProcessUsage.ofThisProcess();
    return () ->
        new CpuUsage(
            server == null ? 0 : server.usage().cpuMillis(), envoy.cpuMillis(), bench.cpuMillis());
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }

  private static String listener(ServerVariant variant, int port, ListenerParts parts) {
    return LISTENER.fill(
        Map.of(
            "name", variant.id(),
            "port", port,
            "route", parts.route(),
            "access-log", parts.accessLog(),
            "filters", parts.filters()));
  }

  private static String cluster(ServerVariant variant, int port) {
    return SERVER.fill(Map.of("name", variant.id(), "port", port));
  }

  private static TextTemplate template(String file) {
    return new TextTemplate(BenchEnvoy.class, file);
  }
}
