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
    Optional<? extends ControllerTls> tls) {
  /** The TLS of the connection to the controller. */
  public sealed interface ControllerTls {
    /** Returns the TLS context, which accepts only a controller of the trust domain. */
    String context();

    /** Returns the transport socket. */
    default String socket() {
      return """
      transport_socket: {name: envoy.transport_sockets.tls, typed_config: {\
      "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, \
      common_tls_context: {alpn_protocols: [h2], %s}}}\
      """
          .formatted(context());
    }
  }

  /**
   * A set of TLS files for the connection to the controller. Envoy reads changes of them only at a
   * start.
   */
  public record TlsFiles(Path certificate, Path key, Path ca, String trustDomain)
      implements ControllerTls {
    @Override
    public String context() {
      return """
      tls_certificates: [\
      {certificate_chain: {filename: %s}, private_key: {filename: %s}}], \
      validation_context: {trusted_ca: {filename: %s}, match_typed_subject_alt_names: [%s]}\
      """
          .formatted(
              quoted(certificate.toString()),
              quoted(key.toString()),
              quoted(ca.toString()),
              controllerName(trustDomain));
    }
  }

  /**
   * A set of files that name the TLS files, so that Envoy loads a renewed certificate without a
   * restart.
   *
   * @param identity the file of {@link EnvoySecrets#identity}
   * @param authority the file of {@link EnvoySecrets#authority}
   */
  public record SecretFiles(Path identity, Path authority, String trustDomain)
      implements ControllerTls {
    @Override
    public String context() {
      return """
      tls_params: {tls_minimum_protocol_version: TLSv1_3, \
      tls_maximum_protocol_version: TLSv1_3}, \
      tls_certificate_sds_secret_configs: [{name: identity, sds_config: {\
      path_config_source: {path: %s}, resource_api_version: V3}}], \
      combined_validation_context: {default_validation_context: {match_typed_subject_alt_names: [%s]}, \
      validation_context_sds_secret_config: {name: authority, sds_config: {\
      path_config_source: {path: %s}, resource_api_version: V3}}}\
      """
          .formatted(
              quoted(identity.toString()),
              controllerName(trustDomain),
              quoted(authority.toString()));
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
        .replace("{{controller.tls}}", tls.map(ControllerTls::socket).orElse("# In plaintext."))
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

  /** Returns the matcher of the name of a controller. */
  private static String controllerName(String trustDomain) {
    return "{san_type: URI, matcher: {prefix: %s}}"
        .formatted(quoted("spiffe://" + trustDomain + "/sluice/controller/"));
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
