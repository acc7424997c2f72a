package dev.sluice.controller.xds;

import dev.sluice.common.config.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * The bootstrap file of an Envoy that takes everything else from the controller.
 *
 * @param nodeId {@code <cluster>/<agent name>}
 * @param gateway the one gateway to serve; absent means every gateway of the cluster
 */
public record EnvoyBootstrap(
    String nodeId, String cluster, Optional<String> gateway, HostPort controller, HostPort admin) {
  private static final String TEMPLATE = "envoy-bootstrap.yaml";

  /** The file's text. */
  public String yaml() {
    String kind = "sluice_kind: envoy";
    return template()
        .replace("{{node.id}}", quoted(nodeId))
        .replace("{{node.cluster}}", quoted(cluster))
        .replace(
            "{{node.metadata}}",
            gateway.map(name -> kind + ", sluice_gateway: " + quoted(name)).orElse(kind))
        .replace("{{admin.host}}", quoted(admin.host()))
        .replace("{{admin.port}}", Integer.toString(admin.port()))
        .replace("{{controller.host}}", quoted(controller.host()))
        .replace("{{controller.port}}", Integer.toString(controller.port()));
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
