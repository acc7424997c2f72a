package dev.sluice.e2e.istio;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.sluice.e2e.process.EnvoyBinary;
import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessSpec;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An Envoy that istiod configures over ADS, as the proxy of a node. */
final class MeshEnvoy implements AutoCloseable {
  private final URI admin = URI.create("http://127.0.0.1:" + StackPorts.findFreePort());
  private final ManagedProcess process;

  MeshEnvoy(Istiod istiod, ProxyNode node) {
    Path folder = TestFolders.ofThisJvm("istio").toAbsolutePath();
    Path bootstrap = folder.resolve("envoy.yaml");
    try {
      Files.writeString(bootstrap, bootstrap(istiod.plaintextPort(), node));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.process =
        new ManagedProcess(
            new ProcessSpec(
                "envoy",
                EnvoyCommand.of(EnvoyBinary.find(System.getenv()), bootstrap),
                Map.of(),
                folder,
                folder.resolve("envoy.log"),
                folder.resolve("envoy.pid"),
                admin.resolve("/ready"),
                Duration.ofMinutes(1)));
    process.start();
    process.awaitReady();
  }

  URI admin() {
    return admin;
  }

  String logTail() {
    return process.logTail();
  }

  @Override
  public void close() {
    process.close();
  }

  private String bootstrap(int istiodPort, ProxyNode node) throws InvalidProtocolBufferException {
    return """
    node: %s
    admin: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}
    dynamic_resources:
      ads_config:
        api_type: GRPC
        transport_api_version: V3
        set_node_on_first_message_only: true
        grpc_services: [{envoy_grpc: {cluster_name: istiod}}]
      cds_config: {ads: {}, resource_api_version: V3}
      lds_config: {ads: {}, resource_api_version: V3}
    static_resources:
      clusters:
      - name: istiod
        type: STATIC
        typed_extension_protocol_options:
          envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
            "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
            explicit_http_config: {http2_protocol_options: {}}
        load_assignment:
          cluster_name: istiod
          endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}}]}]
    """
        .formatted(
            JsonFormat.printer().omittingInsignificantWhitespace().print(node.toNode()),
            admin.getPort(),
            istiodPort);
  }
}
