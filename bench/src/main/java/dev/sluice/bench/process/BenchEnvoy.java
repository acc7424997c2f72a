package dev.sluice.bench.process;

import dev.sluice.e2e.process.EnvoyBinary;
import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.stack.StackPorts;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** An Envoy with one worker and a listener for each variant of a measurement. */
public final class BenchEnvoy {
  private static final TextTemplate BOOTSTRAP = template("envoy.yaml");
  private static final TextTemplate LISTENER = template("envoy_listener.yaml");
  private static final TextTemplate CLUSTER = template("envoy_cluster.yaml");
  private static final TextTemplate SERVER = template("envoy_server_cluster.yaml");

  private BenchEnvoy() {}

  /**
   * A listener.
   *
   * @param route the action of its only route, as a YAML flow
   * @param accessLog the access logs, as a YAML flow
   * @param filters the filters before the router
   */
  public record BenchListener(
      String name, int port, String route, String accessLog, String filters) {}

  /** A cluster with one endpoint on this machine; a server speaks HTTP/2. */
  public record BenchCluster(String name, int port, boolean isServer) {}

  /** Starts Envoy and returns when it is ready; {@code command} may change the command line. */
  public static ManagedProcess start(
      ProcessGroup group,
      List<BenchListener> listeners,
      List<BenchCluster> clusters,
      UnaryOperator<List<String>> command) {
    int admin = StackPorts.findFreePort();
    String bootstrap =
        BOOTSTRAP.fill(
            Map.of(
                "admin",
                admin,
                "listeners",
                listeners.stream().map(BenchEnvoy::listener).collect(Collectors.joining()),
                "clusters",
                clusters.stream().map(BenchEnvoy::cluster).collect(Collectors.joining())));
    Path file = group.write("envoy.yaml", bootstrap);
    List<String> envoy = EnvoyCommand.of(EnvoyBinary.find(System.getenv()), file);
    URI ready = URI.create("http://127.0.0.1:" + admin + "/ready");
    return group.start("envoy", command.apply(envoy), ready);
  }

  private static String listener(BenchListener listener) {
    return LISTENER.fill(
        Map.of(
            "name", listener.name(),
            "port", listener.port(),
            "route", listener.route(),
            "access-log", listener.accessLog(),
            "filters", listener.filters()));
  }

  private static String cluster(BenchCluster cluster) {
    return (cluster.isServer() ? SERVER : CLUSTER)
        .fill(Map.of("name", cluster.name(), "port", cluster.port()));
  }

  private static TextTemplate template(String file) {
    return new TextTemplate(BenchEnvoy.class, file);
  }
}
