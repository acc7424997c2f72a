package dev.sluice.common.ads;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.TlsConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The address of the controller and the identity of this server: a node id {@code
 * <cluster>/<name>}, a kind {@code extauthz} or {@code extproc}, and with TLS the SPIFFE id of its
 * certificate.
 */
public record AdsClientConfig(
    HostPort controller,
    String cluster,
    String name,
    String kind,
    Path cacheDir,
    Optional<TlsConfig> tls) {

  private static final HostPort NO_ADDRESS = new HostPort("localhost", 0);

  /** Reads the section {@code controller}. Without an address the server uses local files only. */
  public static Optional<AdsClientConfig> read(ConfigReader section, String kind) {
    Optional<HostPort> address = section.optionalAddress("address");
    String cluster = name(section, "cluster", "default");
    String name = name(section, "name", kind);
    Path cacheDir = section.path("cache-dir", Path.of("var", kind, "ads"));
    Optional<TlsConfig> tls = TlsConfig.read(section, address.orElse(NO_ADDRESS));
    return address.map(at -> new AdsClientConfig(at, cluster, name, kind, cacheDir, tls));
  }

  /** Returns the node id that this server sends to the controller. */
  public String nodeId() {
    return cluster + "/" + name;
  }

  private static String name(ConfigReader section, String key, String fallback) {
    String value = section.text(key, fallback);
    if (value.isEmpty() || value.length() > 100 || value.contains("/")) {
      section.problem(key, "must have 1 to 100 characters and no slash");
    }
    return value;
  }
}
