package dev.sluice.e2e.stack;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.xds.EnvoyBootstrap;
import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import java.net.URI;
import java.util.Optional;

/**
 * One more cluster: an Envoy, and the extauthz-server that decides about its requests. The
 * controller names one address of extauthz-server for all clusters; here several of them share a
 * machine, so each Envoy's bootstrap file says which port is its own.
 */
public final class FurtherCluster implements AutoCloseable {
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

  private final String name;
  private final StackSettings settings;
  private final ManagedProcess extauthz;
  private final ManagedProcess envoy;

  /**
   * @param name of a cluster that has a row
   */
  public FurtherCluster(Stack stack, String name) {
    this.name = name;
    this.settings =
        stack
            .settings()
            .beside(
                name,
                stack
                    .ports()
                    .with(Port.ENVOY_ADMIN, Ports.oneFree())
                    .with(Port.EXTAUTHZ, Ports.oneFree())
                    .with(Port.EXTAUTHZ_OPS, Ports.oneFree()));
    String authz = name + "-extauthz-server";
    ServerConfigs configs = new ServerConfigs(settings, stack.database(), stack.issuer());
    settings.prepareSecrets();
    settings.write(authz, configs.extauthz(name));
    settings.write(name + "-envoy", bootstrap());
    this.extauthz =
        settings.process(
            authz,
            settings.command(ServerKind.EXTAUTHZ, settings.config(authz)),
            http(Port.EXTAUTHZ_OPS).resolve("/readyz"));
    this.envoy =
        settings.process(
            name + "-envoy",
            EnvoyCommand.of(settings.envoy(), settings.config(name + "-envoy")),
            http(Port.ENVOY_ADMIN).resolve("/ready"));
  }

  public ManagedProcess envoy() {
    return envoy;
  }

  /** Starts both without waiting for them. */
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
    Ports ports = settings.ports();
    return new EnvoyBootstrap(
            name + "/envoy",
            name,
            Optional.empty(),
            HostPort.parse(ports.address(Port.XDS)),
            HostPort.parse(ports.address(Port.ENVOY_ADMIN)))
        .yaml()
        .replace(
            CLUSTERS,
            CLUSTERS + EXTAUTHZ.replace("{{port}}", Integer.toString(ports.of(Port.EXTAUTHZ))));
  }

  private URI http(Port port) {
    return settings.ports().http(port);
  }
}
