package dev.sluice.e2e.stack;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.xds.EnvoyBootstrap;
import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An additional cluster: an Envoy, and its extauthz-server. The controller sends one address of
 * extauthz-server to all clusters. Here clusters share a machine, so each Envoy's bootstrap file
 * sets the port of its own server.
 */
public final class AdditionalCluster implements AutoCloseable {
  private static final String CLUSTERS = "static_resources:\n  clusters:\n";
  private static final String EXTAUTHZ =
      """
        - name: sluice/extauthz
          type: STATIC
          connect_timeout: 1s
          typed_extension_protocol_options:
            envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
              "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
              explicit_http_config: {http2_protocol_options: {}}
          load_assignment:
            cluster_name: sluice/extauthz
            endpoints:
            - lb_endpoints:
              - endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: {{port}}}}}
      """;

  /** The lines that tell an Envoy its zone; see docs/backends.md. */
  private static final String ZONE =
      """
      cluster_manager: {local_cluster_name: sluice_local}
      static_resources:
        clusters:
        - name: sluice_local
          type: STATIC
          load_assignment:
            cluster_name: sluice_local
            endpoints:
            - locality: {zone: {{zone}}}
              lb_endpoints:
              - endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: 1}}}
      """;

  private final String name;
  private final StackSettings settings;
  private final ManagedProcess extauthz;
  private final ManagedProcess envoy;

  /**
   * Creates a cluster.
   *
   * @param name the name of a cluster with a row in the database
   */
  public AdditionalCluster(SluiceStack stack, String name) {
    this(stack, name, UnaryOperator.identity());
  }

  /** Creates a cluster whose Envoy is in a zone. */
  public static AdditionalCluster inZone(SluiceStack stack, String name, String zone) {
    return new AdditionalCluster(
        stack,
        name,
        yaml ->
            yaml.replace(CLUSTERS, ZONE.replace("{{zone}}", zone))
                .replace("node:\n", "node:\n  locality: {zone: " + zone + "}\n"));
  }

  /** Creates a cluster whose Envoy has another heap size in its bootstrap. */
  public static AdditionalCluster withHeap(SluiceStack stack, String name, long bytes) {
    return new AdditionalCluster(
        stack,
        name,
        yaml -> yaml.replaceFirst("max_heap_size_bytes: [0-9]+", "max_heap_size_bytes: " + bytes));
  }

  private AdditionalCluster(SluiceStack stack, String name, UnaryOperator<String> bootstrap) {
    this.name = name;
    this.settings =
        stack
            .settings()
            .forAdditional(
                name,
                stack
                    .ports()
                    .with(StackPort.ENVOY_ADMIN, StackPorts.findFreePort())
                    .with(StackPort.EXTAUTHZ, StackPorts.findFreePort())
                    .with(StackPort.EXTAUTHZ_OPS, StackPorts.findFreePort()));
    String authz = name + "-extauthz-server";
    ServerConfigFiles configs = new ServerConfigFiles(settings, stack.database(), stack.issuer());
    settings.prepareSecrets();
    settings.write(authz, configs.extauthz(name));
    settings.write(name + "-envoy", bootstrap.apply(bootstrap()));
    this.extauthz =
        settings.process(
            authz,
            settings.command(ServerKind.EXTAUTHZ, settings.config(authz)),
            http(StackPort.EXTAUTHZ_OPS).resolve("/readyz"));
    this.envoy =
        settings.process(
            name + "-envoy",
            EnvoyCommand.of(settings.envoy(), settings.config(name + "-envoy")),
            http(StackPort.ENVOY_ADMIN).resolve("/ready"));
  }

  public ManagedProcess envoy() {
    return envoy;
  }

  /** Returns the address of Envoy's administration port. */
  public URI admin() {
    return http(StackPort.ENVOY_ADMIN);
  }

  /** Starts both without waiting until they are ready. */
  public void start() {
    extauthz.start();
    envoy.start();
  }

  public void awaitReady() {
    extauthz.awaitReady();
    envoy.awaitReady();
  }

  @Override
  public void close() {
    envoy.close();
    extauthz.close();
  }

  private String bootstrap() {
    StackPorts ports = settings.ports();
    return new EnvoyBootstrap(
            name + "/envoy",
            name,
            Optional.empty(),
            HostPort.parse(ports.address(StackPort.XDS)),
            HostPort.parse(ports.address(StackPort.ENVOY_ADMIN)))
        .yaml()
        .replace(
            CLUSTERS,
            CLUSTERS
                + EXTAUTHZ.replace("{{port}}", Integer.toString(ports.of(StackPort.EXTAUTHZ))));
  }

  private URI http(StackPort port) {
    return settings.ports().http(port);
  }
}
