package dev.sluice.controller.xds;

import dev.sluice.common.config.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A bootstrap file of an Envoy that gets all other configuration from the controller.
 *
 * @param nodeId {@code <cluster>/<agent name>}
 * @param gateway the one gateway to serve; absent means every gateway of the cluster
 */
public record EnvoyBootstrap(
    String nodeId,
    String cluster,
    Optional<String> gateway,
    HostPort controller,
    HostPort admin,
    Optional<TlsFiles> tls) {
  /**
   * A set of TLS files for the connection to the controller. Envoy reads changes of them only at a
   * start.
   */
  public record TlsFiles(Path certificate, Path key, Path ca, String trustDomain) {
    /** Returns the transport socket, which accepts only a controller of the trust domain. */
    private String socket() {
      return """
      transport_socket: {name: envoy.transport_sockets.tls, typed_config: {\
      "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, \
      common_tls_context: {alpn_protocols: [h2], tls_certificates: [\
      {certificate_chain: {filename: %s}, private_key: {filename: %s}}], \
      validation_context: {trusted_ca: {filename: %s}, match_typed_subject_alt_names: [\
      {san_type: URI, matcher: {prefix: %s}}]}}}}\
      """
          .formatted(
              quoted(certificate.toString()),
              quoted(key.toString()),
              quoted(ca.toString()),
              quoted("spiffe://" + trustDomain + "/sluice/controller/"));
    }
  }

  /** The heap of an Envoy without a memory limit of its own. */
  private static final long HEAP_BYTES = 4L << 30;

  private static final String TEMPLATE = "envoy-bootstrap.yaml";

  /** Creates a bootstrap that connects to the controller in plaintext. */
  public EnvoyBootstrap(
      String nodeId,
      String cluster,
      Optional<String> gateway,
      HostPort controller,
      HostPort admin) {
    this(nodeId, cluster, gateway, controller, admin, Optional.empty());
  }

  /** Returns the text of the file. */
  public String yaml() {
    String kind = "sluice_kind: envoy";
    return template()
        .replace("{{node.id}}", quoted(nodeId))
        .replace("{{node.cluster}}", quoted(cluster))
        .replace(
            "{{node.metadata}}",
            gateway.map(name -> kind + ", sluice_gateway: " + quoted(name)).orElse(kind))
        .replace("{{controller.tls}}", tls.map(TlsFiles::socket).orElse("# In plaintext."))
        .replace("{{admin.host}}", quoted(admin.host()))
        .replace("{{admin.port}}", Integer.toString(admin.port()))
        .replace("{{controller.host}}", quoted(controller.host()))
        .replace("{{controller.port}}", Integer.toString(controller.port()))
        .replace("{{heap.bytes}}", Long.toString(HEAP_BYTES));
  }

  private static String template() {
    try (InputStream file = EnvoyBootstrap.class.getResourceAsStream(TEMPLATE)) {
      return new String(
          Objects.requireNonNull(file, TEMPLATE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
